package dev.ingot.receiver.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ZFS that is not there, and `zpool` commands that misbehave.
class TroubleTest {
    @TempDir Path folder;

    private static final Path TREE = Machine.TREES.resolve("2.3");

    @Test
    void withoutZfsThereAreNoSeriesAndOneLineInTheLog() throws Exception {
        Path kstats = folder.resolve("kstat");
        try (var machine = new Machine(folder, kstats, "exit 1", "");
                var log = new LogLines("zfs")) {
            for (int i = 0; i < 4; i++) {
                assertThat(machine.round()).isEmpty();
            }
            assertThat(log.lines())
                    .as("said once, and by nobody but the first")
                    .containsExactly(
                            "INFO no ZFS here: "
                                    + kstats
                                    + " does not exist; it is looked for in every round");
            Files.createDirectories(kstats.resolve("tank"));
            Files.writeString(kstats.resolve("tank/state"), "ONLINE\n");
            assertThat(machine.round())
                    .contains(
                            "zfs_pool_health{pool=tank} 1",
                            "zfs_up{} 1.0",
                            "zfs_scrape_success{collector=kstat} 1.0");
        }
    }

    @Test
    void whatWasReadSeldomIsNotRepeatedOnceTheModuleIsUnloaded() throws Exception {
        Path kstats = folder.resolve("kstat");
        Files.createSymbolicLink(kstats, TREE);
        String options = "dialects: [ingot, zfs-exporter]\nstatus_every_rounds: 100\ntimeout: 60s";
        try (var machine = new Machine(folder, kstats, Machine.replay("2.3"), options)) {
            machine.round();
            assertThat(machine.round())
                    .contains("zfs_vdev_slow_ios_total{", "zfs_dataset_used_bytes{name=tank,");
            Files.delete(kstats);
            assertThat(machine.round().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith(" stale") || line.contains("duration"));
            assertThat(machine.round()).isEmpty();
            Files.createSymbolicLink(kstats, TREE);
            assertThat(machine.round()).contains("zfs_vdev_slow_ios_total{");
        }
    }

    @Test
    void aZpoolThatHangsCostsOnlyWhatItWouldTell() throws Exception {
        try (var machine = new Machine(folder, TREE, "exec sleep 1000", "timeout: 300ms")) {
            String first = machine.round();
            assertThat(first)
                    .contains(
                            "zfs_arc_size_bytes{} 8192000000",
                            "zfs_pool_state{pool=old, state=suspended} 1",
                            "zfs_scrape_success{collector=zpool_list} 0.0",
                            "zfs_scrape_success{collector=zpool_status} 0.0",
                            "zfs_up{} 1.0")
                    .doesNotContain("capacity");
            assertThat(machine.telemetry().text()).contains("reason=timeout");
            machine.zpoolDoes(Machine.replay("2.3"));
            assertThat(machine.round())
                    .contains("zfs_pool_capacity_bytes{pool=tank} 16492674416640");
        }
    }

    @Test
    void aZpoolThatIsMissingIsSaid() throws Exception {
        try (var machine = new Machine(folder, TREE, "exit 0", "")) {
            Files.delete(folder.resolve("zpool"));
            assertThat(machine.round())
                    .contains(
                            "zfs_pool_health{pool=rpool} 1",
                            "zfs_scrape_success{collector=zpool_list} 0.0");
        }
    }

    @Test
    void aZfsThatHangsOrIsMissingOrPrintsHalfATableCostsOnlyTheDatasets() throws Exception {
        String options = "dialects: zfs-exporter\nstatus_every_rounds: 1\ntimeout: 500ms\n";
        try (var machine = Machine.recorded(folder, "2.3", options)) {
            for (String script :
                    List.of(
                            "exec sleep 1000",
                            "printf 'tank\\tfilesystem\\t12'",
                            "exit 1",
                            "echo 'cannot open /dev/zfs' >&2; exit 1")) {
                machine.zfsDoes(script);
                assertThat(machine.round())
                        .as(script)
                        .contains(
                                "zfs_pool_size_bytes{pool=tank} 16492674416640",
                                "zfs_scrape_success{collector=zfs_list} 0.0")
                        .doesNotContain("zfs_dataset_");
            }
            Files.delete(folder.resolve("zfs"));
            assertThat(machine.round()).contains("zfs_scrape_success{collector=zfs_list} 0.0");
            machine.zfsDoes(ZfsTree.zfs(TREE));
            assertThat(machine.round())
                    .contains(
                            "zfs_scrape_success{collector=zfs_list} 1.0",
                            "zfs_dataset_used_bytes{name=tank, pool=tank, type=filesystem}");
        }
    }

    @Test
    void halfATableIsNoTable() throws Exception {
        String half =
                """
                case "$1" in
                  list) printf 'rpool\\t498216206336\\t996' ;;
                  status) printf '{"output_version":{"command":"zpool status"},"pools":{"tank":' ;;
                esac
                """;
        try (var machine = new Machine(folder, TREE, half, "")) {
            assertThat(machine.round())
                    .contains(
                            "zfs_scrape_success{collector=zpool_list} 0.0",
                            "zfs_scrape_success{collector=zpool_status} 0.0")
                    .doesNotContain("zfs_pool_capacity", "zfs_vdev");
        }
    }

    @Test
    void aZpoolThatComplainsIsNotTakenForAnOldOne() throws Exception {
        String script =
                "echo 'Permission denied the ZFS utilities must be run as root.' >&2; exit 1";
        try (var machine = new Machine(folder, TREE, script, "")) {
            assertThat(machine.round()).contains("zfs_scrape_success{collector=zpool_status} 0.0");
            machine.zpoolDoes(Machine.replay("2.3"));
            assertThat(machine.round() + machine.round() + machine.round() + machine.round())
                    .contains("zfs_vdev_slow_ios_total");
        }
    }

    @Test
    void noPoolsIsNoTrouble() throws Exception {
        Path kstats = Files.createDirectories(folder.resolve("kstat"));
        String script =
                """
                case "$1 $2" in
                  "status -j") echo "invalid option 'j'" >&2; exit 2 ;;
                  status*) echo "no pools available" ;;
                esac
                """;
        try (var machine = new Machine(folder, kstats, script, "")) {
            assertThat(machine.round())
                    .contains(
                            "zfs_scrape_success{collector=zpool_list} 1.0",
                            "zfs_scrape_success{collector=zpool_status} 1.0");
        }
    }

    @Test
    void datasetsHaveALimitAndCanBeLeftOut() throws Exception {
        Path tree = Machine.TREES.resolve("2.4");
        try (var machine = new Machine(folder, tree, "exit 1", "max_datasets: 3\nzpool: []")) {
            assertThat(machine.round().lines().filter(line -> line.startsWith("zfs_dataset_reads")))
                    .hasSize(4);
            assertThat(machine.telemetry().text())
                    .contains("ingot_receiver_left_out_total{reason=datasets, receiver=zfs} 10\n");
        }
        try (var machine = new Machine(folder, tree, "", "exclude_datasets: ['.*/apps/.*']")) {
            assertThat(machine.round().lines().filter(line -> line.startsWith("zfs_dataset_reads")))
                    .hasSize(2);
        }
        String theirs = "dialects: zfs-exporter\nmax_datasets: 3\nexclude_datasets: ['boot.*']";
        try (var machine = Machine.recorded(folder, "2.4", theirs)) {
            assertThat(
                            machine.round()
                                    .lines()
                                    .filter(line -> line.startsWith("zfs_dataset_used_bytes{")))
                    .hasSize(3);
            assertThat(machine.telemetry().text())
                    .contains("ingot_receiver_left_out_total{reason=datasets, receiver=zfs} 10\n");
        }
    }

    @Test
    void aPoolThatIsExportedEndsItsSeries() throws Exception {
        Path kstats = folder.resolve("kstat");
        Files.createDirectories(kstats.resolve("usb"));
        Files.writeString(kstats.resolve("usb/state"), "ONLINE\n");
        try (var machine = new Machine(folder, kstats, "exit 1", "dialects: pve-exporter")) {
            assertThat(machine.round()).contains("zfs_pool_health{pool=usb} 1");
            Files.delete(kstats.resolve("usb/state"));
            Files.delete(kstats.resolve("usb"));
            assertThat(machine.round()).contains("zfs_pool_health{pool=usb} stale");
        }
    }
}
