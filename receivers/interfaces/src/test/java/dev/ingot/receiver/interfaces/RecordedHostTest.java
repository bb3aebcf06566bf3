package dev.ingot.receiver.interfaces;

import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A TrueNAS host with sixty interfaces of all kinds, read as from a container.
class RecordedHostTest {
    private static final Path RECORDING = Path.of("src/test/resources/truenas");

    @TempDir Path root;

    private String exposition(String options) throws Exception {
        Host host = Host.recorded(RECORDING, root);
        host.write("vm.query.json", Files.readString(RECORDING.resolve("vm.query.json")));
        host.script(
                "usr/bin/midclt",
                "[ \"$*\" = 'call vm.query' ] && exec /bin/busybox cat /vm.query.json\n");
        Path socket = root.resolve("var/run/docker.sock");
        try (var _ = ReplayedDocker.start(socket, RECORDING.resolve("docker"));
                var station =
                        new Station(
                                """
                                rootfs: %s
                                procfs: %s
                                docker_socket: %s
                                """
                                                .formatted(root, host.procfs(), socket)
                                        + options)) {
            return station.round();
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
