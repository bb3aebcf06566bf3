package dev.ingot.bench.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.bench.load.Measurement;
import dev.ingot.testkit.FreePorts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class SyslogLoadTest {
    @Test
    void everyMessageHasTheSameLengthAndAnotherText() {
        Messages messages = Messages.make();
        List<String> texts =
                IntStream.range(0, Messages.SIZE)
                        .mapToObj(i -> US_ASCII.decode(messages.datagrams(i, 1)).toString())
                        .toList();
        assertThat(texts)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.length() == 300 && text.startsWith("<"));
        assertThat(US_ASCII.decode(messages.stream()).toString())
                .isEqualTo("300 " + String.join("300 ", texts));
    }

    /// The agent runs as a peer here, from the class path, since it may not be packaged yet.
    @Test
    void aSmallRunLosesNothing() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String command =
                "%s -XX:+UseSerialGC -cp '%s' dev.ingot.agent.Main run --config $INGOT_CONFIG"
                        .formatted(java, System.getProperty("java.class.path"));
        int metrics = FreePorts.one();
        List<String> line =
                List.of(
                        "--messages", "12000",
                        "--udp-seconds", "1",
                        "--udp-rate", "3000",
                        "--redaction", "on",
                        "--port", String.valueOf(FreePorts.one()),
                        "--metrics-port", String.valueOf(metrics),
                        "--peer", command);
        assertThat(SyslogLoad.run(line))
                .extracting(Measurement.Result::sent, Measurement.Result::received)
                .containsExactly(tuple(4000), tuple(12_000), tuple(250), tuple(1000));
    }

    private static Tuple tuple(long items) {
        return Tuple.tuple(items, items);
    }
}
