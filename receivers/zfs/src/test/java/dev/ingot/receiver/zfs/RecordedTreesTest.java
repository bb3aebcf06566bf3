package dev.ingot.receiver.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Machines of four versions of OpenZFS: 2.1 with a cache device and a degraded pool, 2.2 while it
/// resilvers, 2.3 with a suspended pool, 2.4 with many datasets and a pool that is faulted.
class RecordedTreesTest {
    private static final String EVERYTHING =
            "kstats: [arc, l2arc, dbuf, zil, abd, dmu_tx, zfetch, dnode, fm, vdev_mirror]\n";

    @TempDir Path folder;

    private void check(String version, String golden, String more)
            throws IOException, InterruptedException {
        try (var machine = Machine.recorded(folder, version, more)) {
            Golden.check(Machine.TREES.resolve(version).resolve(golden), machine.round());
            assertThat(machine.telemetry().text()).doesNotContain("errors_total");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.2", "2.3", "2.4"})
    void theDefaultDialects(String version) throws Exception {
        check(version, "expected.txt", EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.4"})
    void theSeedsDialectAlone(String version) throws Exception {
        check(version, "expected-pve-exporter.txt", "dialects: pve-exporter\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.2", "2.3", "2.4"})
    void zfsExportersDialect(String version) throws Exception {
        check(version, "expected-zfs-exporter.txt", "dialects: zfs-exporter\n");
    }

    @Test
    void everyPropertyThatZfsExporterKnows() throws Exception {
        String all = String.join(", ", DatasetProperty.words());
        String options =
                "dialects: zfs-exporter\nsnapshots: true\ndataset_properties: [" + all + "]\n";
        try (var machine = Machine.recorded(folder, "2.2", options)) {
            String seen = machine.round();
            Golden.check(Machine.TREES.resolve("2.2/expected-zfs-exporter-all.txt"), seen);
            assertThat(DatasetProperty.ALL)
                    .allMatch(property -> seen.contains("\n" + property.metric().name() + "{"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.3"})
    void nodeExportersDialect(String version) throws Exception {
        check(version, "expected-node-exporter.txt", "dialects: node-exporter\nzpool: []\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.2", "2.3", "2.4"})
    void noRowOfTheKernelIsForgotten(String version) throws Exception {
        var tree = new KstatTree(Machine.TREES.resolve(version));
        for (Family family : Families.GLOBAL) {
            Kstat kstat = tree.table(family.file());
            if (kstat != null && !family.name().equals("l2arc")) {
                assertThat(kstat.numbers().keySet()).as(family.file()).allMatch(family::knows);
            }
        }
        for (String pool : tree.pools()) {
            Kstat io = Objects.requireNonNull(tree.table(pool, "iostats"));
            assertThat(io.numbers().keySet()).allMatch(Families.POOL_IO::knows);
            for (String dataset : tree.objsets(pool)) {
                Kstat kstat = Objects.requireNonNull(tree.table(pool, dataset));
                assertThat(kstat.numbers().keySet()).allMatch(Families.DATASET::knows);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "2.2", "2.3", "2.4"})
    void everyNameIsOneThatNoBackendRewrites(String version) throws Exception {
        try (var machine =
                Machine.recorded(folder, version, EVERYTHING + "dialects: [pve-exporter, ingot]")) {
            Stream<String> names =
                    machine.round().lines().map(line -> line.substring(0, line.indexOf('{')));
            assertThat(names.distinct())
                    .allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), "plain")
                    .noneMatch(name -> name.matches(".*_(count|sum|bucket|info)"))
                    .allMatch(name -> !name.replaceFirst("_total$", "").contains("total"), "total");
        }
    }
}
