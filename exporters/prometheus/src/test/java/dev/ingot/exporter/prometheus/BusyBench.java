package dev.ingot.exporter.prometheus;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The 100,000 series of [TextBench], scraped by four at once while a fifth thread rewrites all of
/// them again and again: ten rounds of `update` a second are a million updates a second.
/// [StressTest] looks at what such scrapes see.
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx1g"})
public class BusyBench {
    private final TextBench series = new TextBench();

    @Setup
    public void fill() {
        series.fill();
    }

    @Benchmark
    @Group("busy")
    @GroupThreads(4)
    public long scrape() throws IOException {
        return series.bridge();
    }

    @Benchmark
    @Group("busy")
    @GroupThreads(1)
    public int update() {
        return series.accept();
    }
}
