package dev.ingot.receiver.truenas;

import static dev.ingot.receiver.truenas.Rig.success;
import static dev.ingot.receiver.truenas.Rig.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.testkit.Await;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    void aConnectionThatIsCutMidRoundIsMadeAgain() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "replication", "apps"))) {
            assertThat(up(rig.round())).isTrue();
            server.hang("app.query");
            Thread cutter =
                    Thread.startVirtualThread(() -> {
                        Await.until("the call", () -> server.called("app.query") == 2);
                        server.dropConnections();
                    });
            assertThat(rig.round()).contains(success("apps") + "0.0");
            cutter.join();
            server.unhang("app.query");
            rig.awaitUp();
            assertThat(rig.round()).contains(success("apps") + "1.0");
            assertThat(server.acceptedLogins).hasValue(2);
        }
    }

    @Test
    void aNasThatFallsSilentCostsOneTimeout() throws Exception {
        TargetConfig target = Rig.target("nas01", server, SHORT);
        var second = new TargetConfig.Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (var rig = new Rig(Rig.withReconnect(target, second))) {
            server.mood(NasServer.Mood.SILENT);
            long before = System.nanoTime();
            assertThat(up(rig.round())).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(SHORT, SHORT.multipliedBy(2));
            server.mood(NasServer.Mood.WELL);
            rig.awaitUp();
        }
    }

    @Test
    void aLoginPageInFrontIsCalledWhatItIs() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server))) {
            server.mood(NasServer.Mood.LOGIN_PAGE);
            assertThat(up(rig.round())).isFalse();
            for (var mood : List.of(NasServer.Mood.HANGING_UP, NasServer.Mood.UNAVAILABLE)) {
                server.mood(mood);
                assertThat(up(rig.round())).isFalse();
            }
            server.mood(NasServer.Mood.WELL);
            rig.awaitUp();
        }
    }

    @Test
    void anExpiredCertificateIsRefusedAndARenewedOneTaken() throws Exception {
        int port = server.port();
        server.close();
        var authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        Path ca = directory.resolve("ca.pem");
        Files.writeString(ca, authority.certificatePem());
        server = signedServer(authority, -1).start(port);
        TargetConfig target =
                new Written(
                                """
                                targets:
                                  - name: nas01
                                    url: %s
                                    username: metrics
                                    api_key: ${env:TRUENAS_API_KEY}
                                    tls: {ca_file: %s}
                                    collectors: [apps]
                                """
                                        .formatted(server.url(), ca))
                        .config()
                        .targets()
                        .getFirst();
        try (var rig = new Rig(Rig.withLimits(target, target.maxReply()))) {
            assertThat(up(rig.round())).isFalse();
            assertThat(server.acceptedLogins).hasValue(0);
            server.close();
            server = signedServer(authority, 1).start(port);
            rig.awaitUp();
        }
    }

    private static NasServer signedServer(HeldCertificate authority, long daysLeft) {
        var certificate = NasServer.signed(authority, TimeUnit.DAYS.toMillis(daysLeft));
        return new NasServer(NasServer.Release.V25_10, certificate);
    }

    @Test
    void aTargetThatHangsDelaysNoOther() throws Exception {
        try (NasServer silent = new NasServer(NasServer.Release.V25_10).start();
                var rig =
                        new Rig(
                                Rig.everySecond(Rig.target("silent", silent)),
                                Rig.everySecond(Rig.target("nas01", server)))) {
            silent.mood(NasServer.Mood.SILENT);
            rig.receiver.close();
            rig.receiver.start();
            Await.until(
                    "three rounds of the other NAS",
                    () ->
                            rig.text()
                                            .lines()
                                            .filter(line ->
                                                    line.startsWith("truenas_up{host=nas01"))
                                            .count()
                                    >= 3);
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
