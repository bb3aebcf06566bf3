/// The agent's counts of its own work.
@NullMarked
package dev.ingot.telemetry;

import org.jspecify.annotations.NullMarked;
