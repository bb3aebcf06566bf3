package dev.ingot.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the JMH benchmarks of all modules, those whose name matches the first argument, and prints
/// what each does per second and how they compare. Ends with 1 where a ratio has fallen below half
/// of the baseline.
public final class Microbenchmarks {
    private static final Path BASELINE = Path.of("baseline.tsv");

    private Microbenchmarks() {}

    public static void main(String... args) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(args.length == 0 ? "dev\\.ingot\\." : args[0])
                        .jvmArgsAppend("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx1g")
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .shouldFailOnError(true)
                        .build();
        Map<String, Double> perSecond = perSecond(new Runner(options).run());
        System.out.println();
        perSecond.forEach(
                (name, rate) -> System.out.printf(Locale.ROOT, "%-50s %,16.0f /s%n", name, rate));
        System.out.println();
        boolean lost = false;
        for (Ratio ratio : Ratio.read(BASELINE)) {
            String line = ratio.report(perSecond);
            if (!line.isEmpty()) {
                System.out.println(line);
                lost |= line.contains("LESS THAN");
            }
        }
        System.exit(lost ? 1 : 0);
    }

    /// Operations per second by `Class.method`, whatever the mode and unit of the benchmark.
    /// Benchmarks that count their items with `@OperationsPerInvocation` give items per second.
    static Map<String, Double> perSecond(Collection<RunResult> results) {
        var rates = new TreeMap<String, Double>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            String name =
                    benchmark.substring(
                            benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
            double score = result.getPrimaryResult().getScore();
            double seconds = result.getParams().getTimeUnit().toNanos(1) / 1e9;
            boolean throughput = result.getPrimaryResult().getScoreUnit().startsWith("ops/");
            rates.put(name, throughput ? score / seconds : 1 / (score * seconds));
        }
        return rates;
    }
}
