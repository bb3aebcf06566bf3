/// The runnable: command line, the list of components, the service that runs them, health and
/// self-telemetry.
@NullMarked
package dev.ingot.agent;

import org.jspecify.annotations.NullMarked;
