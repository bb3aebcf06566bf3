package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Fuzz;
import dev.ingot.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Lines, pickles and mapping files that are damaged in every build the same way; `make fuzz` runs
/// longer.
class GraphiteFuzzTest {
    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.ofLiteral("10.0.0.5"), 1);
    private static final String TELLING = " \t\r;=.-+eEnN0123456789\u0000\u007f\u00ff*$(]aeq.";

    private final Fuzz fuzz = new Fuzz(42, TELLING);

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                for (String line : Files.readString(file, ISO_8859_1).split("\n", -1)) {
                    seeds.add(line.getBytes(ISO_8859_1));
                }
            }
        }
        return seeds;
    }

    @Test
    void everyLineIsAPointOrCountedAndMemoryStaysBounded() throws IOException {
        var telemetry = new Telemetry();
        var clock = new ManualClock("2026-01-01T00:00:00Z");
        var context = new Context("fuzz", clock, telemetry.tally(), Duration.ofSeconds(1));
        var mappings =
                Mappings.read(List.of("truenas-core", "truenas-scale"), false, new ArrayList<>());
        var table = new SeriesTable(new PathNames(Origin.NONE, mappings), 10_000);
        var taken =
                new LineIntake(table, new Rejections(context, "tcp", new Senders(context)), clock);
        List<byte[]> seeds = seeds();
        long lines = 0;
        long points = 0;
        for (long round = fuzz.rounds(60_000); round > 0; round--) {
            byte[] line = fuzz.damaged(seeds);
            boolean blank = new String(line, ISO_8859_1).matches("[ \t\n\u000b\f\r]*");
            taken.take(line, 0, line.length, PEER);
            lines += blank ? 0 : 1;
            points += taken.points().size();
            checkPoints(line, taken.points());
            taken.clear();
        }
        assertThat(table.size()).isLessThanOrEqualTo(10_000);
        assertThat(points + counted(telemetry)).as(fuzz.toString()).isEqualTo(lines);
        assertThat(lines).isPositive();
    }

    private void checkPoints(byte[] line, Points points) {
        String place = fuzz + " " + Rejections.shown(line, 0, line.length);
        for (int i = 0; i < points.size(); i++) {
            assertThat(points.series(i).metric().name())
                    .as(place)
                    .matches("[a-zA-Z_:][a-zA-Z0-9_:]*");
            assertThat(points.timeNanos(i)).as(place).isNotNegative();
            var labels = points.series(i).labels();
            for (int label = 0; label < labels.size(); label++) {
                assertThat(labels.name(label)).as(place).matches("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
            }
        }
    }

    private static long counted(Telemetry telemetry) {
        return telemetry
                .text()
                .lines()
                .filter(line -> !line.contains("left_out") && !line.contains("source_"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void anyPickleIsReadOrRefused() {
        List<byte[]> seeds =
                List.of(
                        "(lp0\n(S'a.b'\np1\n(I1700000000\nF1.5\ntp2\ntp3\na(Vc\n(L1L\nI2\ntta."
                                .getBytes(UTF_8),
                        ("\u0080\u0002]q\u0000(X\u0003\u0000\u0000\u0000a.bq\u0001K\u0001G?\u00f8"
                                        + "\u0000\u0000\u0000\u0000\u0000\u0000\u0086q\u0002\u0086q"
                                        + "\u0003U\u0001cJ\u0001\u0000\u0000\u0000M\u0001\u0000\u0086"
                                        + "h\u0001\u0087e.")
                                .getBytes(ISO_8859_1));
        int read = 0;
        for (long round = fuzz.rounds(60_000); round > 0; round--) {
            byte[] message = fuzz.damaged(seeds);
            try {
                read += PickleMessage.read(message, 0, message.length).size();
            } catch (PickleMessage.Unreadable refused) {
                assertThat(refused).as(fuzz.toString()).hasMessageMatching("[ -~]+");
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void anyMappingFileIsReadOrItsProblemsAreSaid() throws IOException {
        byte[] seed = Arrays.copyOf(Mappings.builtIn("truenas-scale").getBytes(UTF_8), 600);
        for (long round = fuzz.rounds(600); round > 0; round--) {
            List<String> problems = new ArrayList<>();
            String text = new String(fuzz.damaged(List.of(seed)), UTF_8);
            MappingFile file = MappingReader.read("fuzz.yaml", text, problems);
            for (MappingRule rule : file.rules()) {
                rule.map("truenas.nas.system.load.load1");
            }
        }
    }
}
