package dev.ingot.receiver.truenas;

import static dev.ingot.receiver.truenas.Rig.success;
import static dev.ingot.receiver.truenas.Rig.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Secret;
import dev.ingot.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can go wrong with a NAS that is read by REST, which has no connection that could break.
class RestFaultsTest {
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final TargetConfig.Reconnect HOUR =
            new TargetConfig.Reconnect(Duration.ofHours(1), Duration.ofHours(1));
    private static final TargetConfig.Reconnect WAITS =
            new TargetConfig.Reconnect(Duration.ofSeconds(5), Duration.ofMinutes(5));

    @TempDir Path directory;
    private final AtomicLong nanos = new AtomicLong();
    private NasServer server = new NasServer(NasServer.Release.V24_10);

    @BeforeEach
    void startServer() throws Exception {
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private TargetConfig target(String... collectors) {
        return Rig.target("nas01", server, SHORT, collectors);
    }

    @Test
    void aRebootInTheMiddleOfARoundIsRecoveredFrom() throws Exception {
        TargetConfig target = target("replication", "apps", "vms");
        try (var rig = new Rig(nanos::get, Rig.withReconnect(target, HOUR))) {
            assertThat(up(rig.round())).isTrue();
            server.hang("app.query");
            Thread reboot =
                    Thread.startVirtualThread(() -> {
                        Await.until("the call", () -> server.called("app.query") == 2);
                        server.mood(NasServer.Mood.HANGING_UP);
                        server.dropConnections();
                    });
            assertThat(rig.round())
                    .contains(success("replication") + "1.0")
                    .contains(success("apps") + "0.0")
                    .contains(success("vms") + "0.0");
            reboot.join();
            int asked = server.requests.get();
            assertThat(up(rig.round())).isFalse();
            assertThat(server.requests).hasValue(asked);
            server.unhang("app.query");
            server.mood(NasServer.Mood.WELL);
            nanos.addAndGet(Duration.ofHours(2).toNanos());
            assertThat(rig.round())
                    .contains(success("replication") + "1.0")
                    .contains(success("apps") + "1.0")
                    .contains(success("vms") + "1.0");
            assertThat(server.refusedLogins).hasValue(0);
        }
    }

    @Test
    void aRebootIntoAReleaseWithJsonRpcIsRecoveredFrom() throws Exception {
        try (var rig = new Rig(target("apps", "app_stats"))) {
            assertThat(rig.round())
                    .contains("truenas_app_state{")
                    .doesNotContain("truenas_app_cpu_ratio{");
            int port = server.port();
            server.close();
            assertThat(up(rig.round())).isFalse();
            server = new NasServer(NasServer.Release.V25_10, server.certificate).start(port);
            rig.awaitUp();
            Await.until("events", () -> rig.round().contains("truenas_app_cpu_ratio{"));
            assertThat(server.acceptedLogins).hasValue(1);
        }
    }

    @Test
    void aNasThatFallsSilentIsAskedOnceMoreAndGivenUp() throws Exception {
        TargetConfig target = target("replication", "apps", "vms");
        try (var rig = new Rig(nanos::get, Rig.withReconnect(target, HOUR))) {
            assertThat(up(rig.round())).isTrue();
            int asked = server.requests.get();
            server.mood(NasServer.Mood.SILENT);
            assertThat(up(rig.round())).isFalse();
            assertThat(up(rig.round())).isFalse();
            // what it did not answer, and whether it is there
            assertThat(server.requests.get()).isBetween(asked + 1, asked + 2);
            server.mood(NasServer.Mood.WELL);
            nanos.addAndGet(Duration.ofHours(2).toNanos());
            assertThat(up(rig.round())).isTrue();
        }
    }

    @Test
    void aLoginPageThatIsPutInFrontGetsTheKeyNoSecondTime() throws Exception {
        TargetConfig target = target("replication", "apps", "vms");
        try (var rig = new Rig(nanos::get, Rig.withReconnect(target, HOUR))) {
            assertThat(up(rig.round())).isTrue();
            int asked = server.requests.get();
            server.mood(NasServer.Mood.LOGIN_PAGE);
            assertThat(up(rig.round())).isFalse();
            assertThat(up(rig.round())).isFalse();
            assertThat(server.requests).hasValue(asked + 1);
            server.mood(NasServer.Mood.WELL);
            nanos.addAndGet(Duration.ofHours(2).toNanos());
            assertThat(up(rig.round())).isTrue();
        }
    }

    @Test
    void aChangedKeyIsNoStormAndTheNewOneIsTaken() throws Exception {
        Path file = directory.resolve("nas.key");
        Files.writeString(file, NasServer.KEY);
        var key = new ApiKey(Secret.of(""), file.toString());
        TargetConfig target = Rig.withKey(target("replication", "apps"), key, "");
        try (var rig = new Rig(nanos::get, Rig.withReconnect(target, WAITS))) {
            assertThat(up(rig.round())).isTrue();
            server.logins.replaceKey(NasServer.KEY, "2-new");
            rig.rounds(nanos, Duration.ofHours(1));
            assertThat(server.refusedLogins.get()).isBetween(8, 18);
            Files.writeString(file, "2-new");
            rig.rounds(nanos, Duration.ofMinutes(7)); // the longest wait, a fifth longer by chance
            assertThat(up(rig.round())).isTrue();
        }
    }

    @Test
    void tenThousandDatasetsAreReadAtOnce() throws Exception {
        server.answer("pool.dataset.query", NasDatasets.many(server, 10_000));
        TargetConfig target =
                Rig.target("nas01", server, Duration.ofMinutes(1), "datasets", "apps");
        try (var rig = new Rig(target)) {
            rig.receiver.round();
            assertThat(rig.points("truenas_dataset_used_bytes")).isEqualTo(10_000);
            assertThat(rig.points("truenas_app_state")).isPositive();
            assertThat(server.called("pool.dataset.query")).isEqualTo(1);
        }
    }
}
