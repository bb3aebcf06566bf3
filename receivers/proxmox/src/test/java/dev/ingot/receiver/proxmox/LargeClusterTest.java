package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Points;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// 50 nodes and 2,000 guests: how often they are asked.
class LargeClusterTest {
    private static final int NODES = 50;
    private static final int GUESTS = 2000;
    private static final String CLUSTER = "";

    /// What the default allows a node in a second, so that a round need not wait for its turn.
    private static final int A_SECONDS_WORTH = 10;

    private static long named(Points points, String name) {
        return IntStream.range(0, points.size())
                .filter(i -> points.series(i).metric().name().equals(name))
                .count();
    }

    @Test
    void aRoundAsksEachNodeAFewTimesAndTheFirstNotTwiceAsOften() throws Exception {
        try (var server = new PveServer(PveModel.large(NODES, GUESTS));
                var station = Station.of(server, "timeout: 60s")) {
            station.poll();
            Points points = station.recorder().points();
            assertThat(named(points, "pve_vm_status")).isEqualTo(GUESTS);
            assertThat(named(points, "pve_node_load1")).isEqualTo(NODES);
            Map<String, Integer> first = server.calls().byNode();
            assertThat(first).hasSize(NODES + 1);
            assertThat(first.values())
                    .allMatch(calls -> calls < 2 * A_SECONDS_WORTH, "within two seconds");
            assertThat(first.get(CLUSTER)).isLessThanOrEqualTo(A_SECONDS_WORTH);

            server.calls().clear();
            station.poll();
            assertThat(server.calls().byNode().values())
                    .allMatch(calls -> calls <= A_SECONDS_WORTH, "within a second");
        }
    }

    @Test
    void withTheLimitThatIsTheDefaultNoRoundHasToWaitForItsTurn() throws Exception {
        try (var server = new PveServer(PveModel.large(3, 120));
                var station = Station.of(server, "timeout: 60s\nmax_requests_per_second: 10")) {
            for (int round = 0; round < 4; round++) {
                server.calls().clear();
                station.poll();
                assertThat(server.calls().byNode().values())
                        .as("round %s", round)
                        .allMatch(calls -> calls <= A_SECONDS_WORTH);
            }
            assertThat(server.calls().plain()).doesNotContain("nodes/n001/disks/list");
            Points points = station.recorder().points();
            assertThat(named(points, "pve_certificate_expiry_seconds")).isEqualTo(3);
            assertThat(named(points, "pve_subscription_info")).isEqualTo(3);
        }
    }
}
