package dev.ingot.receiver.interfaces;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// One round of a host with one interface: eight counters, and how the scrape went.
class InterfacesContractTest extends ReceiverContract {
    private static final int COUNTERS = 8;

    /// Success of four collectors, duration of two (nobody asked for machines), up.
    private static final int GAUGES = 4 + 2 + 1;

    @TempDir Path root;

    @Override
    protected Receiver receiver(Context context) {
        try {
            var host = new Host(root);
            host.write(
                    "proc/1/net/dev",
                    "a |\nb |\n    lo: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n  bad: 1 2 3\n");
            host.write("sys/class/net/lo/ifindex", "1\n");
            host.write("sys/class/net/lo/operstate", "unknown\n");
            return new InterfacesReceiver(
                    new Written(
                                    """
                                    rootfs: %s
                                    procfs: %s
                                    collection_interval: 1h
                                    initial_delay: 0s
                                    link: false
                                    """
                                            .formatted(root, host.procfs()))
                            .config(),
                    context);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /// The receiver reads by itself; there is nothing to send.
    ///
    /// @return the points of its one round and the line that it cannot read
    @Override
    protected int send(Receiver receiver, int good, int bad) {
        return COUNTERS + GAUGES + 1;
    }
}
