package dev.ingot.receiver.truenas;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// One round of one NAS: what its apps give, and how the scrape went.
class TrueNasContractTest extends ReceiverContract {
    private final NasServer server = new NasServer(NasServer.Release.V25_10);
    private int points;

    @BeforeEach
    void startServer() throws Exception {
        server.start();
        try (var rig = new Rig(Rig.target("nas01", server, "apps"))) {
            rig.round();
            points = rig.recorder.size();
        }
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected Receiver receiver(Context context) {
        TargetConfig target = Rig.target("nas01", server, "apps");
        return new TrueNasReceiver(new TrueNasConfig(List.of(target), ""), context);
    }

    /// The receiver reads by itself; there is nothing to send.
    ///
    /// @return the points of its one round
    @Override
    protected int send(Receiver receiver, int good, int bad) {
        return points;
    }
}
