package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A real Docker engine with real containers, whose traffic really flows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealDockerTest {
    private final Dockerd engine = new Dockerd();
    private final Net net = new Net(engine.folder());

    RealDockerTest() throws IOException {}

    @AfterAll
    void stop() {
        engine.close();
    }

    private Station station() {
        return new Station("vms: []\ndocker_socket: " + engine.socket());
    }

    @Test
    void aContainersTrafficIsCountedUnderItsNameAndApplication() throws Exception {
        String bridge = engine.network("ix-grafana_default");
        engine.run(
                "ix-grafana-grafana-1",
                "--network=ix-grafana_default",
                "--label=com.docker.compose.project=ix-grafana");
        String veth = engine.veth("ix-grafana-grafana-1", "eth0");
        try (var station = station()) {
            net.send(engine.address("ix-grafana-grafana-1"), 100);
            Await.until("100 datagrams on " + veth, () -> net.kernel(veth).get(5) >= 100);
            for (String device : List.of(veth, bridge)) {
                Await.until(
                        device + " to be counted as the kernel counts it",
                        () -> {
                            List<Long> before = net.kernel(device);
                            List<Long> reported = Net.reported(station.round(), device);
                            return before.equals(net.kernel(device)) && before.equals(reported);
                        });
            }
            String round = station.round();
            assertThat(Station.labelsIn(round, veth))
                    .isEqualTo(
                            "{app=grafana, bridge=%s, instance=ix-grafana-grafana-1,"
                                    .concat(" instance_type=docker, interface=%s,")
                                    .concat(" job=truenas-net, state=up}")
                                    .formatted(bridge, veth));
            assertThat(Station.labelsIn(round, bridge))
                    .isEqualTo(
                            "{app=grafana, instance=ix-grafana_default, instance_type=bridge,"
                                    .concat(" interface=%s, job=truenas-net, state=up}")
                                    .formatted(bridge));
        }
    }

    @Test
    void whatStartsRestartsAndStopsBetweenRoundsIsNeverTakenForAnother() throws Exception {
        engine.network("life");
        engine.run("life-a", "--network=life");
        try (var station = station()) {
            String first = engine.veth("life-a", "eth0");
            assertThat(station.labels(first)).contains("app=life-a,", "instance=life-a,");

            engine.run("life-b", "--network=life");
            String second = engine.veth("life-b", "eth0");
            Await.until("life-b's name", () -> station.labels(second).contains("instance=life-b,"));
            assertThat(station.labels(first)).contains("instance=life-a,");

            engine.docker("restart", "--time=0", "life-a");
            String again = engine.veth("life-a", "eth0");
            assertThat(again).isNotEqualTo(first);
            Await.until("its new veth", () -> station.labels(again).contains("instance=life-a,"));
            assertThat(station.labels(first)).isEmpty();

            engine.docker("rename", "life-a", "life-c");
            Await.until("its new name", () -> station.labels(again).contains("instance=life-c,"));

            engine.docker("rm", "--force", "life-c");
            String round = station.round();
            assertThat(Station.labelsIn(round, again)).isEmpty();
            assertThat(Station.labelsIn(round, second)).contains("instance=life-b,");
        }
    }

    @Test
    void aSecondNetworkGivesAContainerASecondInterface() throws Exception {
        String one = engine.network("two-one");
        String two = engine.network("two-two");
        engine.run("two", "--network=two-one");
        try (var station = station()) {
            assertThat(station.labels(engine.veth("two", "eth0")))
                    .contains("bridge=" + one, "instance=two,");
            engine.docker("network", "connect", "two-two", "two");
            String veth = engine.veth("two", "eth1");
            Await.until("the second", () -> station.labels(veth).contains("instance=two,"));
            assertThat(station.labels(veth)).contains("bridge=" + two);
        }
    }

    @Test
    void whoSharesANetworkLeavesTheVethToItsOwner() throws Exception {
        engine.network("shared");
        engine.run("owner", "--network=shared");
        engine.run("guest", "--network=container:owner");
        engine.run("everywhere", "--network=host");
        try (var station = station()) {
            assertThat(station.labels(engine.veth("owner", "eth0"))).contains("instance=owner,");
            assertThat(station.round()).doesNotContain("instance=guest,", "instance=everywhere,");
        }
    }
}
