package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nodes that are down, rights that are missing, and servers that misbehave.
class TroubleTest {
    @Test
    void aNodeThatIsDownCostsOnlyItself() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "slow_every_rounds: 1")) {
            server.down("pve2");
            String seen = station.round();
            assertThat(seen)
                    .contains(
                            "pve_up{id=node/pve2} 0",
                            "pve_node_up{node=pve2} 0",
                            "pve_node_up{node=pve1} 1",
                            "pve_node_load1{node=pve3} 0.15",
                            "pve_up{id=qemu/100} 1",
                            "pve_up{id=lxc/101} 0",
                            "pve_replication_failed_syncs{id=100-0} 0")
                    .doesNotContain("pve_node_load1{node=pve2}", "success{collector=nodes} 0");
            assertThat(server.asked()).noneMatch(path -> path.startsWith("nodes/pve2/"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {595, 596, 500, 403})
    void aNodeThatGoesAwayUnnoticedCostsOnlyItself(int status) throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "")) {
            server.answers.put("nodes/pve2/status", new PveServer.Answer(status, "", ""));
            assertThat(station.round())
                    .contains(
                            "pve_node_load1{node=pve1} 0.15",
                            "pve_node_load1{node=pve3} 0.15",
                            "proxmox_scrape_success{collector=nodes} 1.0")
                    .doesNotContain("pve_node_load1{node=pve2}");
            server.answers.clear();
            assertThat(station.round()).contains("pve_node_load1{node=pve2} 0.15");
        }
    }

    @Test
    void missingRightsHideThingsWithoutAWord() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "")) {
            server.auditor = false;
            assertThat(station.round())
                    .contains(
                            "pve_node_up{node=pve1} 1",
                            "proxmox_scrape_success{collector=status} 0.0")
                    .doesNotContain("pve_guest_info", "pve_storage", "pve_node_memory_used_bytes");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|text/html|<html>login</html>",
                "200|application/json|{\"data\":[{\"id\":",
                "200|application/json|{}",
                "200|application/json|",
                "403|application/json|{\"data\":null}",
                "429|text/plain|slow down",
                "500|application/json|{\"data\":null}",
                "595|text/plain|",
                "596|text/plain|"
            })
    void anAnswerThatIsNoneFailsItsCollectorOnly(int status, String type, String body)
            throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "")) {
            String text = body == null ? "" : body;
            server.answers.put("cluster/status", new PveServer.Answer(status, type, text));
            assertThat(station.round())
                    .contains(
                            "proxmox_scrape_success{collector=status} 0.0",
                            "proxmox_scrape_success{collector=resources} 1.0",
                            "pve_guest_info",
                            "proxmox_up{} 1.0");
        }
    }

    @Test
    void typesThatAreWrongGiveNoPoint() throws Exception {
        String wrong =
                """
                {"data":[{"id":"qemu/1","type":"qemu","vmid":"1","node":"pve1","name":7,
                 "status":"running","uptime":"soon","cpu":null,"mem":[],"maxmem":"1e9",
                 "netin":"12","disk":{},"maxcpu":true},null,5,"x",{"type":["node"]}]}
                """;
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "")) {
            server.answers.put(
                    "cluster/resources", new PveServer.Answer(200, "application/json", wrong));
            assertThat(station.round().lines().filter(line -> line.contains("=qemu/1}")))
                    .contains(
                            "pve_up{id=qemu/1} 1",
                            "pve_memory_size_bytes{id=qemu/1} 1000000000",
                            "pve_network_receive_bytes_total{id=qemu/1} 12",
                            "pve_cpu_usage_limit{id=qemu/1} 1")
                    .noneMatch(line -> line.startsWith("pve_uptime"))
                    .noneMatch(line -> line.startsWith("pve_memory_usage"));
        }
    }

    @Test
    void aHugeAnswerIsNotRead() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "max_reply: 2KiB")) {
            assertThat(station.round())
                    .contains(
                            "proxmox_scrape_success{collector=resources} 0.0",
                            "proxmox_scrape_success{collector=version} 1.0");
        }
    }

    @Test
    void onbootIsAskedForAFewGuestsInEachRound() throws Exception {
        try (var server = new PveServer(PveModel.large(1, 12));
                var station = Station.of(server, "dialects: prometheus-pve-exporter")) {
            for (int known : List.of(2, 4, 6, 8, 10, 12, 12)) {
                assertThat(
                                station.round()
                                        .lines()
                                        .filter(line -> line.startsWith("pve_onboot_status")))
                        .hasSize(known);
            }
            assertThat(server.asked().stream().filter(path -> path.endsWith("/config")))
                    .hasSize(12);
        }
    }

    @Test
    void disksAreLeftAsleep() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "slow_every_rounds: 1")) {
            assertThat(station.round())
                    .contains("pve_disk_capacity_bytes")
                    .doesNotContain("pve_disk_health_status", "pve_disk_wearout");
            assertThat(server.calls().paths()).contains("nodes/pve1/disks/list?skipsmart=1");
        }
    }

    @Test
    void aNodeWithoutZfsStillTellsOfItsDisks() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "slow_every_rounds: 1")) {
            server.answers.put("nodes/pve2/disks/zfs", new PveServer.Answer(500, "", ""));
            assertThat(station.round())
                    .contains(
                            "pve_zfs_pool_size_bytes{node=pve1",
                            "pve_certificate_expiry_seconds{node=pve2}",
                            "pve_certificate_expiry_seconds{node=pve1} 1805689600")
                    .doesNotContain("pve_zfs_pool_size_bytes{node=pve2");
        }
    }

    @Test
    void tasksThatFailBecomeLogRecords() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "task_logs: true")) {
            long now = 1795255200;
            var model = PveModel.three(true);
            server.tasks.addAll(
                    List.of(
                            model.task("UPID:a", "pve1", "qmstart", "100", now + 5, "got 137"),
                            model.task("UPID:b", "pve1", "vzdump", "", now + 6, "WARNINGS: 2"),
                            model.task("UPID:c", "pve1", "qmstop", "100", now + 7, "OK"),
                            model.task("UPID:d", "pve1", "qmstop", "100", now - 7, "old")));
            station.round();
            assertThat(station.recorder().logs())
                    .extracting(log -> log.getSeverityText() + " " + log.getBodyValue())
                    .hasSize(2);
            assertThat(station.recorder().text())
                    .contains(
                            "ERROR ERROR «qmstart 100 on pve1 failed: got 137»",
                            "WARN WARNING «vzdump on pve1 ended with warnings: WARNINGS: 2»",
                            "proxmox.task.upid=UPID:a");
            station.round();
            assertThat(station.recorder().logs()).isEmpty();
        }
    }

    @Test
    void aBackupsLogIsReadOnce() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station = Station.of(server, "slow_every_rounds: 1")) {
            for (int i = 0; i < 3; i++) {
                assertThat(station.round())
                        .contains(
                                "pve_guest_last_backup_timestamp_seconds{name=web, node=pve1, vmid=100} 1795100000",
                                "pve_guest_last_backup_timestamp_seconds{name=dns, node=pve2, vmid=101} 1795200000",
                                "pve_guest_last_backup_failed{name=dns, node=pve2, vmid=101} 0",
                                "pve_guest_last_backup_failed{name=windows, node=pve3, vmid=102} 1");
            }
            assertThat(server.asked().stream().filter(path -> path.endsWith("/log"))).hasSize(1);
        }
    }
}
