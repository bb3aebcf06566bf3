package dev.ingot.receiver.truenas;

import static dev.ingot.receiver.truenas.Rig.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys that are accepted, refused and changed, and that no storm of logins comes of it.
class LoginTest {
    @TempDir Path directory;
    private NasServer server = new NasServer(NasServer.Release.V25_10);

    @BeforeEach
    void startServer() throws Exception {
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void anOldLoginNeedsNoUserName() throws Exception {
        TargetConfig target = Rig.target("nas01", server, "apps");
        try (var rig = new Rig(Rig.withKey(target, target.key(), ""))) {
            assertThat(up(rig.round())).isTrue();
        }
    }

    @Test
    void aRefusedKeyIsNotTriedTwiceOnAConnection() throws Exception {
        server.logins.replaceKey(NasServer.KEY, "2-other");
        try (var rig = new Rig(Rig.target("nas01", server, "apps", "vms"))) {
            assertThat(up(rig.round())).isFalse();
            assertThat(server.refusedLogins.get()).isEqualTo(server.connections.get());
            server.logins.replaceKey("2-other", NasServer.KEY);
            rig.awaitUp();
            assertThat(rig.telemetry.text())
                    .contains("ingot_truenas_logins_total{receiver=truenas, result=refused}")
                    .contains("ingot_truenas_logins_total{receiver=truenas, result=accepted} 1");
        }
    }

    @Test
    void aNewKeyInTheFileIsTakenAtTheNextLogin() throws Exception {
        Path file = directory.resolve("nas.key");
        Files.writeString(file, NasServer.KEY + "\n");
        var key = new ApiKey(Secret.of(""), file.toString());
        TargetConfig target = Rig.target("nas01", server, "apps");
        try (var rig = new Rig(Rig.withKey(target, key, NasServer.USER))) {
            assertThat(up(rig.round())).isTrue();
            server.logins.replaceKey(NasServer.KEY, "2-new");
            Files.writeString(file, "2-new\n");
            server.dropConnections();
            rig.awaitUp();
            assertThat(server.refusedLogins).hasValue(0);
        }
    }

    @Test
    void anHourWithAWrongKeyIsNoStorm() throws Exception {
        server.logins.replaceKey(NasServer.KEY, "2-other");
        var waits = new TargetConfig.Reconnect(Duration.ofSeconds(5), Duration.ofMinutes(5));
        TargetConfig target = Rig.withReconnect(Rig.target("nas01", server), waits);
        var nanos = new AtomicLong();
        try (var rig = new Rig(nanos::get, target)) {
            rig.rounds(nanos, Duration.ofHours(1));
            assertThat(server.refusedLogins.get()).isBetween(8, 18);
            assertThat(server.connections).hasValue(server.refusedLogins.get());
            assertThat(server.logins.limited()).isZero();
            server.logins.replaceKey("2-other", NasServer.KEY);
            rig.rounds(nanos, Duration.ofMinutes(7)); // the longest wait, a fifth longer by chance
            assertThat(up(rig.round())).isTrue();
            assertThat(server.acceptedLogins).hasValue(1);
        }
    }
}
