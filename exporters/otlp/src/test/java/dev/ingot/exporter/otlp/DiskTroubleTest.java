package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Queues on disks that are full or cannot be written. They run in name spaces of their own, so
/// that they can be mounted and so that root, too, has no more rights than others; that needs
/// util-linux and, for users other than root, unprivileged user name spaces.
class DiskTroubleTest {
    private static final List<String> MOUNTING =
            List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c");
    private static final List<String> WITHOUT_RIGHTS = List.of("unshare", "--user", "sh", "-c");

    @TempDir private Path directory = Path.of("");

    @Test
    void aFullDiskHoldsUpSourcesAndRecovers() throws IOException, InterruptedException {
        assertThat(run(MOUNTING, "mount -t tmpfs -o size=4m tmpfs \"$1\"", FullDisk.class))
                .contains("recovered");
    }

    @Test
    void aDiskThatTurnsReadOnlyDelaysNothingAndRecovers() throws IOException, InterruptedException {
        assertThat(run(MOUNTING, "mount -t tmpfs -o size=32m tmpfs \"$1\"", ReadOnlyDisk.class))
                .contains("recovered");
    }

    @Test
    void aDiskThatIsMountedReadOnlyLeavesTheQueueInMemory()
            throws IOException, InterruptedException {
        assertThat(run(MOUNTING, "mount -t tmpfs -o ro tmpfs \"$1\"", ReadOnlyDirectory.class))
                .contains(memoryBecause("Read-only file system"))
                .contains("sent");
    }

    @Test
    void aDirectoryThatIsReadOnlyLeavesTheQueueInMemory() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(run(WITHOUT_RIGHTS, "test ! -w \"$1\"", ReadOnlyDirectory.class))
                .contains(memoryBecause("permission denied"))
                .contains("sent");
    }

    private String memoryBecause(String why) {
        return "cannot keep the queue in "
                + directory
                + "/otlp_http.metrics: "
                + why
                + "; it is in memory until the next start";
    }

    /// Runs a program with the directory as its argument.
    ///
    /// @param first what the shell does before; `$1` is the directory
    /// @return what the program says
    private String run(List<String> shell, String first, Class<?> program)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(shell);
        command.addAll(
                List.of(
                        first + " && shift && exec \"$@\"",
                        "sh",
                        directory.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        directory.toString()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue())
                .as(
                        "needs unshare and mount: `apt-get install util-linux mount`, and user name"
                                + " spaces; said %s",
                        said)
                .isZero();
        return said;
    }
}
