package dev.ingot.exporter.otlp;

import dev.ingot.record.Points;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/// One batch of 8000 points on its way: encoded, compressed, put into the queue and taken out
/// again, on one thread; everything but the network. `megabytes` counts the request before
/// compression.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx1g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ThroughputBench {
    @Param({"MEMORY", "DISK"})
    public String queue = "MEMORY";

    @Param({"GZIP", "ZSTD", "NONE"})
    public String compression = "GZIP";

    private final Points points = OtlpEncodeBench.points(100);
    private final OtlpMetricsEncoder encoder = new OtlpMetricsEncoder(Identity.FLAT);
    private Compressor compressor = new Compressor(Compression.NONE, 1);
    private RequestQueue requests = new MemoryQueue(new Stock());
    private Path directory = Path.of("");

    /// Megabytes of requests.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Bytes {
        public double megabytes;
    }

    @Setup(Level.Trial)
    public void open() throws IOException {
        compressor = new Compressor(Compression.valueOf(compression), 1);
        directory = Files.createTempDirectory(Path.of("target"), "throughput");
        if (queue.equals("DISK")) {
            requests =
                    DiskQueue.open(
                            directory,
                            16 << 20,
                            Fsync.INTERVAL,
                            (_, why) -> {
                                throw new IllegalStateException(why);
                            },
                            new DiskSpace(Long.MAX_VALUE),
                            new Stock());
        }
    }

    @Benchmark
    public long batch(Bytes bytes) throws IOException, InterruptedException {
        var request = encoder.encode(points, 1);
        byte[] body = compressor.compress(request.array(), 0, request.size());
        requests.put(
                new ExportRequest(
                        points.type(),
                        compressor.compression(),
                        body,
                        points.size(),
                        request.size(),
                        1),
                Load.NONE);
        ExportRequest sent = requests.take();
        requests.done();
        bytes.megabytes += request.size() / 1e6;
        return sent == null ? 0 : sent.body().length;
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        requests.close();
        compressor.close();
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
