package dev.ingot.receiver.zfs;

import dev.ingot.component.Context;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.ManualClock;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/// A machine with ZFS: a recorded tree of kernel statistics, and a `zpool` and a `zfs` that are
/// shell scripts, since no ZFS runs here.
final class Machine implements AutoCloseable {
    static final Path TREES = Path.of("src/test/resources/trees").toAbsolutePath();
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final Telemetry telemetry = new Telemetry();
    private final Path folder;
    private Recorder recorder = new Recorder();
    private final ZfsReceiver receiver;

    /// @param folder for the `zpool` command
    /// @param script what `zpool` does, in the shell's language
    /// @param more options
    Machine(Path folder, Path kstats, String script, String more) throws IOException {
        this.folder = folder;
        Path zpool = ZfsTree.command(folder.resolve("zpool"), script);
        Path zfs = ZfsTree.command(folder.resolve("zfs"), ZfsTree.zfs(kstats));
        var context =
                new Context(
                        "zfs",
                        (signal, whenFull) -> recorder.accept(signal, whenFull),
                        new ManualClock("2026-11-21T10:00:00Z"),
                        telemetry.tally("receiver", "zfs"),
                        Duration.ofSeconds(2));
        receiver =
                new ZfsReceiver(
                        new Written(
                                        """
                                        kstat_path: %s
                                        instance: nas01
                                        zfs: %s
                                        %s
                                        %s
                                        """
                                                .formatted(
                                                        kstats,
                                                        zfs,
                                                        more.contains("zpool: ")
                                                                ? ""
                                                                : "zpool: " + zpool,
                                                        more))
                                .config(),
                        context,
                        ZONE);
    }

    /// A machine as it was recorded.
    static Machine recorded(Path folder, String version, String more) throws IOException {
        return new Machine(folder, TREES.resolve(version), replay(version), more);
    }

    /// A `zpool` that prints what was recorded.
    static String replay(String version) {
        return ZfsTree.zpool(TREES.resolve(version));
    }

    /// Changes what `zpool` does.
    void zpoolDoes(String script) throws IOException {
        ZfsTree.command(folder.resolve("zpool"), script);
    }

    /// Changes what `zfs` does.
    void zfsDoes(String script) throws IOException {
        ZfsTree.command(folder.resolve("zfs"), script);
    }

    /// Runs a round.
    ///
    /// @return its points, `name{labels} value` a line, without times, durations and what is the
    ///   same on all of them
    String round() throws InterruptedException {
        recorder = new Recorder();
        receiver.round();
        return recorder.text()
                .replace(" @2026-11-21T10:00:00Z", "")
                .replace("instance=nas01, job=zfs, ", "")
                .replaceAll("(, )?instance=nas01, job=zfs}", "}")
                .replaceAll("(_duration_seconds\\S* ).*", "$1…");
    }

    Telemetry telemetry() {
        return telemetry;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
