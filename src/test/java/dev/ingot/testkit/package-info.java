/// What tests of all modules share. No doubles of our own code: recorders, clocks, real processes.
@NullMarked
package dev.ingot.testkit;

import org.jspecify.annotations.NullMarked;
