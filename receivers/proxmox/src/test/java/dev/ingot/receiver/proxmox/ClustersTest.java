package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.LogLines;
import org.junit.jupiter.api.Test;

/// Several clusters, several entry nodes, and what is said of missing rights.
class ClustersTest {
    private static final String HINT = "the user needs the role PVEAuditor";

    @Test
    void clustersAreReadSideBySideAndOneThatIsDownCostsOnlyItself() throws Exception {
        var gone = new PveServer(PveModel.alone());
        try (var home = new PveServer(PveModel.three(true));
                var station =
                        new Station(
                                "endpoints: '"
                                        + home.url()
                                        + "', "
                                        + Station.TOKEN
                                        + "}\n  - {name: office, endpoints: '"
                                        + gone.url()
                                        + "', "
                                        + Station.TOKEN,
                                "")) {
            station.poll();
            assertThat(station.recorder().text())
                    .contains(
                            "pve_up{id=qemu/100, instance=home, job=proxmox} 1",
                            "pve_up{id=qemu/100, instance=office, job=proxmox} 1",
                            "proxmox_up{instance=office, job=proxmox} 1");
            gone.close();
            station.poll();
            assertThat(station.recorder().text())
                    .contains(
                            "pve_up{id=qemu/100, instance=home, job=proxmox} 1",
                            "proxmox_up{instance=home, job=proxmox} 1",
                            "proxmox_up{instance=office, job=proxmox} 0");
        }
    }

    @Test
    void theNextEntryNodeIsAskedWhenOneIsAway() throws Exception {
        var gone = new PveServer(PveModel.three(true));
        gone.close();
        try (var server = new PveServer(PveModel.three(true));
                var station =
                        new Station(
                                "endpoints: ['"
                                        + gone.url()
                                        + "', '"
                                        + server.url()
                                        + "'], "
                                        + Station.TOKEN,
                                "")) {
            assertThat(station.round()).contains("pve_up{id=qemu/100} 1", "proxmox_up{} 1.0");
        }
        try (var station = new Station("endpoints: '" + gone.url() + "', " + Station.TOKEN, "")) {
            assertThat(station.round()).contains("proxmox_up{} 0.0").doesNotContain("pve_up{id");
        }
    }

    @Test
    void anEntryNodeThatGoesAwayIsReplacedByTheNext() throws Exception {
        var first = new PveServer(PveModel.three(true));
        try (var second = new PveServer(PveModel.three(true));
                var station =
                        new Station(
                                "endpoints: ['%s', '%s'], %s"
                                        .formatted(first.url(), second.url(), Station.TOKEN),
                                "")) {
            assertThat(station.round()).contains("pve_up{id=qemu/100} 1");
            assertThat(second.asked()).isEmpty();
            first.close();
            assertThat(station.round()).contains("pve_up{id=qemu/100} 1", "proxmox_up{} 1.0");
            assertThat(second.asked()).isNotEmpty();
        }
    }

    @Test
    void ofNodesTheOneThatAnswersIsAskedAloneWhereTheUserSaysSo() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station =
                        new Station(
                                "endpoints: '" + server.url() + "', nodes: local, " + Station.TOKEN,
                                "slow_every_rounds: 1\ntimeout: 60s")) {
            assertThat(station.round())
                    .contains(
                            "pve_up{id=node/pve2} 1",
                            "pve_node_load1{node=pve1} 0.15",
                            "pve_onboot_status{id=qemu/100, node=pve1, type=qemu} 1")
                    .doesNotContain("pve_node_load1{node=pve2}", "pve_onboot_status{id=lxc/101");
            assertThat(server.asked())
                    .noneMatch(path -> path.matches("nodes/pve[23]/.*"))
                    .anyMatch(path -> path.startsWith("nodes/pve1/"));
        }
    }

    @Test
    void whoAnswersMustBeKnownBeforeItAloneIsAsked() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station =
                        new Station(
                                "endpoints: '" + server.url() + "', nodes: local, " + Station.TOKEN,
                                "dialects: pve-exporter\ntimeout: 60s")) {
            server.answers.put("cluster/status", new PveServer.Answer(403, "", ""));
            assertThat(station.round()).contains("proxmox_scrape_success{collector=storages} 0.0");
            assertThat(server.asked()).noneMatch(path -> path.startsWith("nodes/"));
            server.answers.clear();
            assertThat(station.round()).contains("pve_storage_total_bytes{node=pve1");
        }
    }

    @Test
    void missingRightsAreExplainedInOneLineUntilTheyAreThere() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var log = new LogLines("proxmox");
                var station = Station.of(server, "")) {
            server.auditor = false;
            station.round();
            station.round();
            assertThat(log.lines()).filteredOn(line -> line.contains(HINT)).hasSize(1);
            assertThat(log.lines()).anyMatch(line -> line.contains("with privilege separation"));
            server.auditor = true;
            station.round();
            server.auditor = false;
            station.round();
            assertThat(log.lines()).filteredOn(line -> line.contains(HINT)).hasSize(2);
        }
    }
}
