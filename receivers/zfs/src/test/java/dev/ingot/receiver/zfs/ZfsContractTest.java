package dev.ingot.receiver.zfs;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// One round of a machine with one pool: its health, and how the scrape went.
class ZfsContractTest extends ReceiverContract {
    /// Success and duration of two collectors, up.
    private static final int GAUGES = 2 * 2 + 1;

    @TempDir Path root;

    @Override
    protected Receiver receiver(Context context) {
        try {
            Files.createDirectories(root.resolve("tank"));
            Files.writeString(root.resolve("tank/state"), "ONLINE\n");
            return new ZfsReceiver(
                    new Written(
                                    """
                                    kstat_path: %s
                                    zpool: []
                                    dialects: pve-exporter
                                    collection_interval: 1h
                                    initial_delay: 0s
                                    """
                                            .formatted(root))
                            .config(),
                    context);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /// The receiver reads by itself; there is nothing to send.
    ///
    /// @return the points of its one round
    @Override
    protected int send(Receiver receiver, int good, int bad) {
        return 1 + GAUGES;
    }
}
