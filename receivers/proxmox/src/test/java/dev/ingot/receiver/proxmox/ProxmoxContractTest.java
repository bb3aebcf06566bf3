package dev.ingot.receiver.proxmox;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// One round of a cluster whose answer to everything is one offline node.
class ProxmoxContractTest extends ReceiverContract {
    /// `pve_node_up`, success and duration of three collectors, up.
    private static final int POINTS = 1 + 2 * 3 + 1;

    private final PveServer server;

    ProxmoxContractTest() {
        try {
            server = new PveServer(new PveModel(true, "", List.of("pve"), List.of(), List.of()));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @BeforeEach
    void theNodeIsDown() {
        server.down("pve");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Receiver receiver(Context context) {
        return new ProxmoxReceiver(
                new Written(
                                """
                                dialects: pve-exporter
                                collection_interval: 1h
                                initial_delay: 0s
                                clusters: [{name: home, endpoints: "%s", %s}]
                                """
                                        .formatted(server.url(), Station.TOKEN))
                        .config(),
                context);
    }

    /// The receiver reads by itself; there is nothing to send.
    ///
    /// @return the points of its one round
    @Override
    protected int send(Receiver receiver, int good, int bad) {
        return POINTS;
    }
}
