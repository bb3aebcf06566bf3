package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// That a trouble is said once when it begins and once when it is over, however long it lasts.
class TroubleLogTest {
    private static final Logger LOG = Logger.getLogger("truenas");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Handler ear =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    said.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
    private final NasServer server = new NasServer(NasServer.Release.V25_10);

    @BeforeEach
    void startServer() throws Exception {
        LOG.addHandler(ear);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
        LOG.removeHandler(ear);
    }

    @Test
    void aMethodThatFails() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "replication", "apps", "vms"))) {
            rig.round();
            server.forbid("app.query");
            for (int i = 0; i < 3; i++) {
                rig.round();
            }
            server.allow("app.query");
            rig.round();
            rig.round();
            assertThat(said)
                    .containsExactly(
                            "INFO nas01: connected by JSON-RPC",
                            "WARNING nas01/apps: cannot call app.query: Not authorized (EACCES);"
                                    + " the key's user lacks a role for it",
                            "INFO nas01/apps: works again");
        }
    }

    @Test
    void aNasThatIsAway() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "replication", "apps", "vms"))) {
            server.mood(NasServer.Mood.UNAVAILABLE);
            for (int i = 0; i < 3; i++) {
                rig.round();
            }
            server.mood(NasServer.Mood.WELL);
            rig.awaitUp();
            Await.until("the end of it", () -> said.contains("INFO nas01: works again"));
            assertThat(said)
                    .containsExactly(
                            "WARNING nas01: cannot find the API of a TrueNAS at "
                                    + server.url()
                                    + "/: it answers 503",
                            "INFO nas01: connected by JSON-RPC",
                            "INFO nas01: works again");
            assertThat(String.join(" ", said)).doesNotContain(NasServer.KEY);
        }
    }
}
