package dev.ingot.bench.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.bench.load.Measurement;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphiteLoadTest {
    @Test
    void roundsDifferInTimeAndValueOnly() {
        Lines lines = Lines.of(100, 200);
        String first = text(lines, 1_700_000_000, 1);
        String second = text(lines, 1_700_000_001, 2);
        assertThat(first.lines()).hasSize(100).allMatch(line -> line.endsWith("1 1700000000"));
        assertThat(second.lines()).allMatch(line -> line.endsWith("2 1700000001"));
        assertThat(paths(second)).isEqualTo(paths(first)).doesNotHaveDuplicates();
    }

    private static String text(Lines lines, long seconds, int round) {
        return US_ASCII.decode(lines.at(seconds, round)).toString();
    }

    private static List<String> paths(String text) {
        return text.lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    /// The agent runs as a peer here, from the class path, since it may not be packaged yet.
    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void aSmallRunLosesNothing(String wire) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String command =
                "%s -XX:+UseSerialGC -cp '%s' dev.ingot.agent.Main run --config $INGOT_CONFIG"
                        .formatted(java, System.getProperty("java.class.path"));
        List<String> line =
                List.of(
                        "--series", "2000",
                        "--warm-up", "1",
                        "--rounds", "3",
                        "--udp-seconds", "1",
                        "--port", freePort(),
                        "--wire", wire,
                        "--peer", command);
        List<Measurement.Result> results = GraphiteLoad.run(line);
        assertThat(results)
                .extracting(Measurement.Result::sent, Measurement.Result::received)
                .containsExactly(tuple(2000), tuple(6000), tuple(20_000));
        assertThat(results)
                .allSatisfy(result -> {
                    assertThat(result.sinkCpu()).isPositive();
                    assertThat(result.generatorCpu()).isPositive();
                    assertThat(result.idle()).isBetween(0.0, 1.0);
                });
    }

    private static org.assertj.core.groups.Tuple tuple(long items) {
        return org.assertj.core.groups.Tuple.tuple(items, items);
    }

    private static String freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
