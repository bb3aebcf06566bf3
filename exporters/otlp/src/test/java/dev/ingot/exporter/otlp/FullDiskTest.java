package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A queue on a disk of 4 MiB. The disk is mounted in a name space of the child's own, which needs
/// util-linux and, for users other than root, unprivileged user name spaces.
class FullDiskTest {
    private static final String MOUNT_AND_RUN =
            "mount -t tmpfs -o size=4m tmpfs \"$1\" && shift && exec \"$@\"";

    @TempDir private Path directory = Path.of("");

    @Test
    void aFullDiskHoldsUpSourcesAndRecovers() throws IOException, InterruptedException {
        var command =
                new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        MOUNT_AND_RUN,
                        "sh",
                        directory.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName(),
                        directory.toString());
        Process child = command.redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said)
                .as(
                        "needs unshare and mount: `apt-get install util-linux mount`, and user name"
                                + " spaces")
                .contains("recovered");
        assertThat(child.exitValue()).isZero();
    }
}
