package dev.ingot.receiver.graphite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder of `cases/` is one conversation: `input.txt` goes over a real socket; what reached
/// the pipeline, and the counts, must equal `expected.txt`. A `config.yaml` beside it is the
/// receiver's configuration.
class GraphiteConversationTest {
    /// What no conversation of lines can bring about.
    private static final Set<Rejection> ELSEWHERE =
            Set.of(Rejection.CLOSING, Rejection.SENDER, Rejection.PICKLE);

    private static final Path CASES = Path.of("src/test/resources/cases");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    private static Listening listening(Path folder) throws IOException {
        Path config = folder.resolve("config.yaml");
        String yaml = Listening.BOTH + (Files.exists(config) ? Files.readString(config) : "");
        return new Listening(
                new Written(yaml).config(), new ManualClock("2026-01-02T03:04:05.678Z"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void linesOverTcpArriveAsExpected(Path folder) throws Exception {
        try (var listening = listening(folder)) {
            listening.converse(Files.readAllBytes(folder.resolve("input.txt")));
            Await.until(
                    "the end of the connection to be counted",
                    () -> listening.telemetry.text().contains("connections_ended"));
            Golden.check(folder.resolve("expected.txt"), listening.text());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameLinesInADatagramBecomeTheSamePoints(Path folder) throws Exception {
        byte[] input = Files.readAllBytes(folder.resolve("input.txt"));
        try (var tcp = listening(folder);
                var udp = listening(folder)) {
            tcp.converse(input);
            Listening.datagram(udp.receiver, input);
            Await.until("all to arrive", () -> items(udp).equals(items(tcp)));
            assertThat(udp.recorder.text()).isEqualTo(tcp.recorder.text());
        }
    }

    /// The counters of points and of bad lines, without their transport.
    private static String items(Listening listening) {
        return listening
                .telemetry
                .text()
                .lines()
                .filter(line -> !line.contains("connections") && !line.contains("datagrams"))
                .map(line -> line.replaceAll("transport=(tcp|udp)", "").replaceAll("[{}, ]+", " "))
                .sorted()
                .toList()
                .toString();
    }

    @Test
    void everyReasonHasACase() throws IOException {
        var seen = new StringBuilder();
        for (Path folder : cases()) {
            seen.append(Files.readString(folder.resolve("expected.txt")));
        }
        for (Rejection why : Rejection.values()) {
            if (!ELSEWHERE.contains(why)) {
                assertThat(seen).contains("reason=" + why.reason());
            }
        }
    }
}
