/// What flows through the agent: metric points and log records.
///
/// The types implement the data interfaces of the OpenTelemetry SDK, so any SDK exporter can stand
/// at the end of a pipeline. They add what the SDK's own records lack: a [Series] is made once and
/// carries its encoded form, so a known series costs no allocation and no text handling per point.
@NullMarked
package dev.ingot.record;

import org.jspecify.annotations.NullMarked;
