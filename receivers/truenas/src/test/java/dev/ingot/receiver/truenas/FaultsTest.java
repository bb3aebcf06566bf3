package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingot.config.Secret;
import dev.ingot.record.Points;
import dev.ingot.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can go wrong with a NAS, and that the agent gets over it by itself.
class FaultsTest {
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

    private static boolean up(String round) {
        return round.contains("truenas_up{host=nas01, instance=nas01, job=truenas} 1.0");
    }

    private static String success(String collector) {
        return "truenas_scrape_success{collector="
                + collector
                + ", host=nas01, instance=nas01, job=truenas} ";
    }

    private void awaitUp(Rig rig) {
        Await.until("the NAS to be up again", () -> up(rig.round()));
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
    void anOldLoginNeedsNoUserName() throws Exception {
        TargetConfig target = Rig.target("nas01", server, "apps");
        try (var rig = new Rig(Rig.withKey(target, target.key(), ""))) {
            assertThat(up(rig.round())).isTrue();
        }
    }

    @Test
    void aMethodThatFailsIsOneGap() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "replication", "apps", "vms"))) {
            server.forbid("app.query");
            String round = rig.round();
            assertThat(round)
                    .contains(success("replication") + "1.0")
                    .contains(success("apps") + "0.0")
                    .contains(success("vms") + "1.0")
                    .contains("truenas_vm_state{")
                    .doesNotContain("truenas_app_state{");
            server.allow("app.query");
            assertThat(rig.round()).contains(success("apps") + "1.0", "truenas_app_state{");
            assertThat(server.acceptedLogins).hasValue(1);
        }
    }

    @Test
    void replicationThatFailsSaysSoAndNothingElse() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "replication", "apps"))) {
            server.answer("replication.query", "{\"error\": \"not a list\"}");
            String round = rig.round();
            assertThat(round)
                    .contains("truenas_replication_up{host=nas01, instance=nas01, job=truenas} 0.0")
                    .doesNotContain("truenas_replication_state")
                    .contains("truenas_app_state{");
        }
    }

    @Test
    void whatTheReleaseLacksIsAbsentAndAskedForOnce() throws Exception {
        server.remove("vm.query");
        try (var rig = new Rig(Rig.target("nas01", server, "vms", "apps"))) {
            String round = rig.round() + rig.round();
            assertThat(round).doesNotContain("vm").contains(success("apps") + "1.0");
            assertThat(server.called("vm.query")).isEqualTo(1);
        }
    }

    @Test
    void oddTypesLeaveOutAValueAndNoMore() throws Exception {
        server.answer(
                "app.query",
                """
                [{"name": "a", "state": "RUNNING", "metadata": null, "version": {"x": 1},
                  "active_workloads": [], "upgrade_available": "perhaps"},
                 null, 7, "text", {"name": null, "state": 3}]
                """);
        try (var rig = new Rig(Rig.target("nas01", server, "apps"))) {
            assertThat(rig.round())
                    .contains(
                            "truenas_app_state{app=a, host=nas01, instance=nas01, job=truenas} 1.0")
                    .contains("train=unknown, version=unknown")
                    .contains(success("apps") + "1.0")
                    .doesNotContain("upgrade_available");
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
            awaitUp(rig);
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
            awaitUp(rig);
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
            awaitUp(rig);
        }
    }

    @Test
    void aCallWithoutAnAnswerHarmsNoOtherCall() throws Exception {
        TargetConfig target = Rig.target("nas01", server, SHORT, "pools", "apps", "vms");
        try (var rig = new Rig(target)) {
            server.hang("app.query");
            assertThat(rig.round())
                    .contains(success("pools") + "1.0")
                    .contains(success("apps") + "0.0")
                    .contains(success("vms") + "1.0");
            assertThat(server.acceptedLogins).hasValue(1);
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
            awaitUp(rig);
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
            awaitUp(rig);
        }
    }

    private static NasServer signedServer(HeldCertificate authority, long daysLeft) {
        var certificate = NasServer.signed(authority, TimeUnit.DAYS.toMillis(daysLeft));
        return new NasServer(NasServer.Release.V25_10, certificate);
    }

    @Test
    void aRefusedKeyIsNotTriedTwiceOnAConnection() throws Exception {
        server.logins.replaceKey(NasServer.KEY, "2-other");
        try (var rig = new Rig(Rig.target("nas01", server, "apps", "vms"))) {
            assertThat(up(rig.round())).isFalse();
            assertThat(server.refusedLogins.get()).isEqualTo(server.connections.get());
            server.logins.replaceKey("2-other", NasServer.KEY);
            awaitUp(rig);
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
            awaitUp(rig);
            assertThat(server.refusedLogins).hasValue(0);
        }
    }

    @Test
    void anEndedSubscriptionIsMadeAgainLater() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "app_stats", "apps"))) {
            assertThat(rig.round()).contains("truenas_app_cpu_ratio{app=portainer");
            server.endEvents("app.stats");
            Await.until(
                    "the collector to fail",
                    () -> rig.round().contains(success("app_stats") + "0.0"));
            assertThat(rig.round()).contains(success("apps") + "1.0");
            assertThat(server.called("subscribe app.stats")).isEqualTo(1);
        }
    }

    @Test
    void tenThousandDatasetsAreReadInPages() throws Exception {
        ArrayNode many = NasServer.JSON.createArrayNode();
        JsonNode some = Objects.requireNonNull(server.answers.of("pool.dataset.query"));
        for (int i = 0; i < 10_000; i++) {
            ObjectNode one = some.get(0).deepCopy();
            many.add(one.put("id", "tank/" + i));
        }
        server.answer("pool.dataset.query", many);
        TargetConfig target =
                Rig.target("nas01", server, Duration.ofMinutes(1), "datasets", "apps");
        try (var rig = new Rig(target)) {
            rig.receiver.round();
            assertThat(points(rig, "truenas_dataset_used_bytes")).isEqualTo(10_000);
            assertThat(points(rig, "truenas_app_state")).isPositive();
            // a page that is not full is the last
            assertThat(server.called("pool.dataset.query")).isEqualTo(6);
            rig.receiver.round();
            assertThat(points(rig, "truenas_dataset_used_bytes")).isEqualTo(20_000);
            assertThat(server.called("pool.dataset.query")).isEqualTo(6);
        }
    }

    private static int points(Rig rig, String metric) {
        Points all = rig.recorder.points();
        int found = 0;
        for (int i = 0; i < all.size(); i++) {
            found += all.series(i).metric().name().equals(metric) ? 1 : 0;
        }
        return found;
    }

    @Test
    void anAnswerThatIsTooLongEndsTheConnectionAndNoMore() throws Exception {
        server.answer("app.query", "[{\"name\": \"" + "x".repeat(1 << 20) + "\"}]");
        TargetConfig target = Rig.target("nas01", server, "vms", "apps");
        TargetConfig small = Rig.withLimits(target, 64 << 10);
        try (var rig = new Rig(small)) {
            assertThat(rig.round())
                    .contains(success("vms") + "1.0")
                    .contains(success("apps") + "0.0");
            assertThat(rig.round()).contains(success("vms") + "1.0");
        }
        try (var rig = new Rig(target)) {
            assertThat(rig.round()).contains(success("apps") + "1.0");
        }
    }

    @Test
    void anAlertIsToldOnce() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "alerts"))) {
            rig.round();
            rig.round();
            assertThat(rig.recorder.logs()).hasSize(3);
            server.answer(
                    "alert.list",
                    """
                    [{"uuid": "a-1", "klass": "K", "level": "NOTICE", "formatted": "old"},
                     {"uuid": "b-1", "klass": "K", "level": "EMERGENCY", "formatted": "new"}]
                    """);
            rig.round();
            assertThat(rig.recorder.logs()).hasSize(4);
            assertThat(rig.recorder.text()).contains("FATAL EMERGENCY «new»");
        }
    }

    @Test
    void olderReleasesAreReadByRestWithTheSameFaults() throws Exception {
        server.close();
        server = new NasServer(NasServer.Release.V24_10);
        server.start();
        TargetConfig target = Rig.target("nas01", server, SHORT, "replication", "apps", "vms");
        try (var rig = new Rig(target)) {
            server.forbid("app.query");
            assertThat(rig.round())
                    .contains(success("replication") + "1.0")
                    .contains(success("apps") + "0.0")
                    .contains(success("vms") + "1.0");
            server.allow("app.query");
            server.hang("app.query");
            assertThat(rig.round())
                    .contains(success("apps") + "0.0")
                    .contains(success("vms") + "1.0");
            server.unhang("app.query");
            server.mood(NasServer.Mood.LOGIN_PAGE);
            assertThat(up(rig.round())).isFalse();
            server.mood(NasServer.Mood.WELL);
            awaitUp(rig);
            server.logins.replaceKey(NasServer.KEY, "2-other");
            assertThat(up(rig.round())).isFalse();
        }
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
}
