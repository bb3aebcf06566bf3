package dev.ingot.receiver.truenas;

import static dev.ingot.receiver.truenas.Rig.success;
import static dev.ingot.receiver.truenas.Rig.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.testkit.Await;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can go wrong between the agent and a NAS, and that the agent gets over it by itself.
class ConnectionFaultsTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

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
    void oneConnectionAndOneLoginServeManyRounds() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server))) {
            for (int i = 0; i < 5; i++) {
                assertThat(up(rig.round())).isTrue();
            }
            assertThat(server.acceptedLogins).hasValue(1);
            assertThat(server.connections).hasValue(1);
            assertThat(server.called("subscribe app.stats")).isEqualTo(1);
        }
        Await.until("the connections to be closed", () -> server.openSockets() == 0);
    }

    @Test
    void anIdleConnectionOutlivesTheTimeLimitOfARead() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, SHORT, "apps"))) {
            assertThat(up(rig.round())).isTrue();
            long idleUntil = System.nanoTime() + SHORT.multipliedBy(2).toNanos();
            Await.until("two time limits", () -> System.nanoTime() - idleUntil > 0);
            assertThat(up(rig.round())).isTrue();
            assertThat(server.acceptedLogins).hasValue(1);
        }
    }

    @Test
    void aRebootIntoAnotherReleaseIsRecoveredFrom() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server))) {
            String before = rig.round();
            assertThat(up(before)).isTrue();
            assertThat(before).contains("truenas_virt_state{").doesNotContain("_container_state{");
            int port = server.port();
            server.close();
            assertThat(up(rig.round())).isFalse();
            assertThat(up(rig.round())).isFalse();
            server = new NasServer(NasServer.Release.V26, server.certificate).start(port);
            rig.awaitUp();
            assertThat(rig.round())
                    .contains("truenas_container_state{")
                    .doesNotContain("truenas_virt_state{");
            assertThat(server.acceptedLogins).hasValue(1);
        }
    }

    @Test
    void anotherMachineInItsPlaceGetsNoKey() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "apps"))) {
            int port = server.port();
            server.close();
            server = new NasServer(NasServer.Release.V25_10).start(port);
            assertThat(up(rig.round())).isFalse();
            assertThat(server.acceptedLogins).hasValue(0);
            assertThat(server.connections).hasValue(0);
        }
    }

    @Test
    void aRebootInTheMiddleOfARoundIsRecoveredFrom() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "replication", "apps"))) {
            assertThat(up(rig.round())).isTrue();
            server.hang("app.query");
            Thread reboot =
                    Thread.startVirtualThread(() -> {
                        Await.until("the call", () -> server.called("app.query") == 2);
                        server.mood(NasServer.Mood.UNAVAILABLE);
                        server.dropConnections();
                    });
            assertThat(rig.round())
                    .contains(success("replication") + "1.0")
                    .contains(success("apps") + "0.0");
            reboot.join();
            assertThat(up(rig.round())).isFalse();
            server.unhang("app.query");
            server.mood(NasServer.Mood.WELL);
            assertThat(rig.round())
                    .contains(success("replication") + "1.0")
                    .contains(success("apps") + "1.0");
            assertThat(server.connections).hasValue(2);
            assertThat(server.acceptedLogins).hasValue(2);
            assertThat(server.refusedLogins).hasValue(0);
        }
    }

    @Test
    void aNasThatFallsSilentIsAskedOnceMoreAndGivenUp() throws Exception {
        var hour = new TargetConfig.Reconnect(Duration.ofHours(1), Duration.ofHours(1));
        TargetConfig target = Rig.target("nas01", server, SHORT, "replication", "apps", "vms");
        var nanos = new AtomicLong();
        try (var rig = new Rig(nanos::get, Rig.withReconnect(target, hour))) {
            assertThat(up(rig.round())).isTrue();
            List<String> methods = List.of("replication.query", "app.query", "core.ping");
            methods.forEach(server::hang);
            assertThat(up(rig.round())).isFalse();
            assertThat(up(rig.round())).isFalse();
            assertThat(server.called("replication.query")).isEqualTo(2);
            assertThat(server.called("app.query")).isEqualTo(1);
            assertThat(server.called("vm.query")).isEqualTo(1);
            assertThat(server.connections).hasValue(1);
            methods.forEach(server::unhang);
            nanos.addAndGet(Duration.ofHours(2).toNanos());
            assertThat(up(rig.round())).isTrue();
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void aNasThatAnswersNothingIsTriedOnceInARound() throws Exception {
        var hour = new TargetConfig.Reconnect(Duration.ofHours(1), Duration.ofHours(1));
        var nanos = new AtomicLong();
        TargetConfig target = Rig.withReconnect(Rig.target("nas01", server, SHORT), hour);
        try (var rig = new Rig(nanos::get, target)) {
            server.mood(NasServer.Mood.SILENT);
            assertThat(up(rig.round())).isFalse();
            assertThat(up(rig.round())).isFalse();
            assertThat(server.requests).hasValue(1);
            server.mood(NasServer.Mood.WELL);
            nanos.addAndGet(Duration.ofHours(2).toNanos());
            assertThat(up(rig.round())).isTrue();
        }
    }

    @Test
    void aLoginPageInFrontIsCalledWhatItIsAndGetsNoKey() throws Exception {
        TargetConfig target = Rig.target("nas01", server);
        server.mood(NasServer.Mood.LOGIN_PAGE);
        var connector = new Connector(target, "test", System.getLogger("test"));
        assertThatThrownBy(connector::open)
                .hasMessage(
                        "cannot find the API of a TrueNAS at %s/: it answers 200 and a web page",
                        server.url());
        connector.close();
        try (var rig = new Rig(target)) {
            for (var mood :
                    List.of(
                            NasServer.Mood.LOGIN_PAGE,
                            NasServer.Mood.HANGING_UP,
                            NasServer.Mood.UNAVAILABLE)) {
                server.mood(mood);
                assertThat(up(rig.round())).isFalse();
            }
            assertThat(server.connections).hasValue(0);
            assertThat(server.refusedLogins).hasValue(0);
            server.mood(NasServer.Mood.WELL);
            assertThat(up(rig.round())).isTrue();
            assertThat(server.acceptedLogins).hasValue(1);
        }
    }

    @Test
    void aMachineThatAcceptsAndSaysNothingIsTriedOnceInARound() throws Exception {
        HeldCertificate certificate = server.certificate;
        int port = server.port();
        var nanos = new AtomicLong();
        var waits = new TargetConfig.Reconnect(Duration.ofSeconds(5), Duration.ofMinutes(5));
        TargetConfig target = Rig.withReconnect(Rig.target("nas01", server, SHORT), waits);
        server.close();
        try (var rig = new Rig(nanos::get, target)) {
            try (var mute = new ServerSocket()) {
                mute.setReuseAddress(true);
                mute.setSoTimeout(1);
                mute.bind(new InetSocketAddress("localhost", port));
                assertThat(up(rig.round())).isFalse();
                mute.accept().close();
                assertThatThrownBy(mute::accept).isInstanceOf(SocketTimeoutException.class);
            }
            server = new NasServer(NasServer.Release.V25_10, certificate).start(port);
            nanos.addAndGet(Duration.ofSeconds(7).toNanos()); // 5 s, a fifth longer by chance
            assertThat(up(rig.round())).isTrue();
            assertThat(server.connections).hasValue(1);
        }
    }
}
