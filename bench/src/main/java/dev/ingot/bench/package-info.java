/// Measures the agent: the JMH benchmarks of all modules, and their ratios.
@NullMarked
package dev.ingot.bench;

import org.jspecify.annotations.NullMarked;
