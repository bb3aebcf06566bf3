package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A TrueNAS host with sixty interfaces of all kinds, read as from a container.
class RecordedHostTest {
    private static final Path RECORDING = Path.of("src/test/resources/truenas");

    @TempDir Path root;

    private String exposition(String options) throws Exception {
        try (var host = RecordedHost.start(RECORDING, root);
                var station = new Station(host.options() + options)) {
            return station.round();
        }
    }

    @Test
    void receivedBytesAreCounted() throws Exception {
        try (var host = RecordedHost.start(RECORDING, root);
                var station = new Station(host.options())) {
            assertThat(station.round())
                    .containsPattern("rx_bytes_total\\{.*lo,.*} 6945611009911\n");
            host.receive(89);
            assertThat(station.round())
                    .containsPattern("rx_bytes_total\\{.*lo,.*} 6945611010000\n");
        }
    }

    private static void check(String name, String actual) throws IOException {
        Golden.check(RECORDING.resolve(name), actual);
    }

    @Test
    void namesAreThoseOfTruenasNetExporter() throws Exception {
        check("expected.txt", exposition("link: false\nexclude: []"));
    }

    @Test
    void theExtendedDialectKnowsTheRest() throws Exception {
        check("expected-extended.txt", exposition("dialect: extended\nvlan_label: true"));
    }
}
