package dev.ingot.testkit;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs JMH benchmarks for a moment, in this JVM, so that they cannot rot.
public final class Benchmarks {
    private Benchmarks() {}

    /// Runs every benchmark of a class once.
    ///
    /// @throws RunnerException where one of them fails
    public static void runBriefly(Class<?> benchmarks) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build();
        new Runner(options).run();
    }
}
