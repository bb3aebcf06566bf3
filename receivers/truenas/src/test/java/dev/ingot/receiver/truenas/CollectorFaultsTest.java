package dev.ingot.receiver.truenas;

import static dev.ingot.receiver.truenas.Rig.success;
import static dev.ingot.receiver.truenas.Rig.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What can go wrong with one read, and that it is one gap.
class CollectorFaultsTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

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
        server.answer("pool.dataset.query", NasDatasets.many(server, 10_000));
        TargetConfig target =
                Rig.target("nas01", server, Duration.ofMinutes(1), "datasets", "apps");
        try (var rig = new Rig(target)) {
            rig.receiver.round();
            assertThat(rig.points("truenas_dataset_used_bytes")).isEqualTo(10_000);
            assertThat(rig.points("truenas_app_state")).isPositive();
            // a page that is not full is the last
            assertThat(server.called("pool.dataset.query")).isEqualTo(6);
            rig.receiver.round();
            assertThat(rig.points("truenas_dataset_used_bytes")).isEqualTo(20_000);
            assertThat(server.called("pool.dataset.query")).isEqualTo(6);
        }
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
            rig.awaitUp();
            server.logins.replaceKey(NasServer.KEY, "2-other");
            assertThat(up(rig.round())).isFalse();
        }
    }
}
