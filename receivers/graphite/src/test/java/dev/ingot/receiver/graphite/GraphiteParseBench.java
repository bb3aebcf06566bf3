package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.component.Context;
import dev.ingot.record.Origin;
import dev.ingot.telemetry.Tally;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Lines of known series to points, as netdata prints them; one operation is one line.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class GraphiteParseBench {
    private static final int LINES = 100_000;

    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.ofLiteral("10.0.0.5"), 1);

    /// How many different paths there are.
    @Param({"1000", "100000"})
    int series;

    private byte[] text = {};
    private int[] starts = {};
    private LineIntake taken = intake();

    private static LineIntake intake() {
        var context =
                new Context(
                        "bench", InstantSource.system(), Tally.standalone(), Duration.ofSeconds(1));
        var table = new SeriesTable(new PathNames(Origin.NONE, Mappings.NONE), 1_000_000);
        return new LineIntake(
                table, new Rejections(context, "tcp", new Senders(context)), context.clock());
    }

    @Setup
    public void write() {
        taken = intake();
        starts = new int[LINES + 1];
        var random = new Random(1);
        var lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            starts[i] = lines.length();
            double value = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 100_000;
            lines.append(
                    String.format(
                            Locale.ROOT,
                            "truenas.nas01.truenas_disk_stats.ops._serial_%08X.reads %.7f %d\n",
                            i % series * 0x9E3779B9,
                            value,
                            1_755_425_000 + i / 500));
        }
        starts[LINES] = lines.length();
        text = lines.toString().getBytes(UTF_8);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public int linesToPoints() {
        int points = 0;
        for (int i = 0; i < LINES; i++) {
            taken.take(text, starts[i], starts[i + 1] - 1, PEER);
            if (taken.isFull()) {
                points += taken.points().size();
                taken.clear();
            }
        }
        points += taken.points().size();
        taken.clear();
        if (points != LINES) {
            throw new IllegalStateException("points " + points);
        }
        return points;
    }
}
