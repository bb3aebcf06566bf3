/// The configuration: OpenTelemetry Collector YAML, read with exact locations, every problem
/// reported at once.
@NullMarked
package dev.ingot.config;

import org.jspecify.annotations.NullMarked;
