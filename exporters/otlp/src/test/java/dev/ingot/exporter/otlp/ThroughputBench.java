package dev.ingot.exporter.otlp;

import dev.ingot.component.Verdict;
import dev.ingot.record.Points;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// An exporter as it runs: batches of 8000 points handed in as fast as it takes them, encoded,
/// compressed, queued, sent over HTTP to a server on this machine. The queue is small, so that what
/// is taken is what is sent.
///
/// `megabytes` counts requests before compression. Each iteration also says what one of them costs:
/// CPU time of the whole process but for the server, compiler and collector included.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx1g"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class ThroughputBench {
    @Param({"MEMORY", "DISK"})
    public String queue = "MEMORY";

    @Param({"GZIP", "ZSTD", "NONE"})
    public String compression = "GZIP";

    private final Points points = OtlpEncodeBench.points(100);
    private final double requestMegabytes =
            new OtlpMetricsEncoder(Identity.FLAT).encode(points, 1).size() / 1e6;
    private @Nullable FastServer server;
    private @Nullable Push push;
    private Path directory = Path.of("");

    private long began;
    private long cpuBefore;
    private int requests;

    /// Megabytes of requests.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Bytes {
        public double megabytes;
    }

    @Setup(Level.Trial)
    public void open() throws IOException {
        directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "throughput");
        var started = new FastServer();
        server = started;
        boolean disk = queue.equals("DISK");
        var config =
                Configs.http(
                        """
                        endpoint: %s
                        compression: %s
                        sending_queue: {queue_size: 8MiB, %s batch: {max_size: 8000}}
                        """
                                .formatted(
                                        started.url(),
                                        Compression.valueOf(compression).encoding(),
                                        disk ? "storage: file_storage," : ""));
        push =
                disk
                        ? new Push(
                                config,
                                new FileStorage.Config(directory, 256 << 20, Fsync.INTERVAL))
                        : new Push(config);
    }

    @Setup(Level.Iteration)
    public void begin() {
        requests = 0;
        cpuBefore = cpuNanos();
        began = System.nanoTime();
    }

    @Benchmark
    public int batch(Bytes bytes) {
        Push running = Objects.requireNonNull(push);
        while (running.accept(points) instanceof Verdict.Retry later) {
            LockSupport.parkNanos(Math.min(later.after().toNanos(), 1_000_000));
        }
        requests++;
        bytes.megabytes += requestMegabytes;
        return requests;
    }

    @TearDown(Level.Iteration)
    public void say() {
        double megabytes = requests * requestMegabytes;
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpuMillis = (cpuNanos() - cpuBefore) / 1e6;
        System.out.printf(
                "%n%s %s: %.0f MB/s, %.2f ms of CPU per MB%n",
                queue, compression, megabytes / seconds, cpuMillis / megabytes);
    }

    private long cpuNanos() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() - Objects.requireNonNull(server).cpuNanos();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        Objects.requireNonNull(push).close();
        Objects.requireNonNull(server).close();
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
