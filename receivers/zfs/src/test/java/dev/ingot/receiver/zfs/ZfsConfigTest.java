package dev.ingot.receiver.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.ManualSection;
import dev.ingot.record.Signal;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.Yaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ZfsConfigTest {
    private static final Path README = Path.of("README.md");

    @Test
    void everyOptionCanBeSet() {
        ZfsConfig config =
                new Written(
                                """
                                collection_interval: 30s
                                initial_delay: 2s
                                timeout: 3s
                                kstat_path: /host/proc/spl/kstat/zfs
                                zpool: [chroot, /host, zpool]
                                status_every_rounds: 8
                                dialects: [zfs-exporter, node-exporter]
                                kstats: [arc, fm]
                                datasets: false
                                exclude_datasets: ["a.*"]
                                max_datasets: 7
                                zfs: [chroot, /host, zfs]
                                dataset_properties: [quota, used]
                                snapshots: true
                                job: nas
                                instance: nas01
                                """)
                        .config();
        assertThat(config.schedule().interval()).hasSeconds(30);
        assertThat(config.schedule().initialDelay()).hasSeconds(2);
        assertThat(config.schedule().timeout()).hasSeconds(3);
        assertThat(config.kstatPath()).isEqualTo(Path.of("/host/proc/spl/kstat/zfs"));
        assertThat(config.zpool()).containsExactly("chroot", "/host", "zpool");
        assertThat(config.statusEveryRounds()).isEqualTo(8);
        assertThat(config.dialects()).containsOnly(Dialect.ZFS_EXPORTER, Dialect.NODE_EXPORTER);
        assertThat(config.kstats()).containsOnly("arc", "fm");
        assertThat(config.datasets()).isFalse();
        assertThat(config.reportsDataset("abc")).isFalse();
        assertThat(config.reportsDataset("bac")).isTrue();
        assertThat(config.maxDatasets()).isEqualTo(7);
        assertThat(config.zfsList().command()).containsExactly("chroot", "/host", "zfs");
        assertThat(config.zfsList().properties())
                .extracting(DatasetProperty::word)
                .containsExactly("quota", "used");
        assertThat(config.zfsList().snapshots()).isTrue();
        assertThat(config.job()).isEqualTo("nas");
        assertThat(config.instance()).isEqualTo("nas01");
    }

    @Test
    void dialectsThatContradictEachOtherAreRefused() {
        assertThat(new Written("dialects: [pve-exporter, zfs-exporter]").problems())
                .contains("dialects: can't be `pve-exporter` and `zfs-exporter` together");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(new Written("dialects: [telegraf]").problems()).contains("dialects: must be of");
        assertThat(new Written("kstats: [dbgmsg]").problems()).contains("kstats: must be of");
        assertThat(new Written("dataset_properties: [mountpoint]").problems())
                .contains("dataset_properties: must be of available, ");
        assertThat(new Written("kstat_path: proc").problems())
                .contains("kstat_path: must be an absolute path");
        assertThat(new Written("exclude_datasets: ['(']").problems())
                .contains("exclude_datasets: must be regular expressions");
    }

    @Test
    void theReadmeNamesEveryOption() throws IOException {
        var manual = new ManualSection();
        ZfsConfig.read(manual);
        Golden.checkBetweenMarkers(README, "options", manual.markdown() + "\n");
    }

    @Test
    void theReadmeNamesEveryMetric() throws IOException {
        for (Dialect dialect : Dialect.values()) {
            Golden.checkBetweenMarkers(
                    README, "metrics " + dialect.word(), ZfsMetrics.markdown(dialect));
        }
    }

    @Test
    void theReadmesExamplesAreRead() throws IOException {
        var examples = Yaml.examples(README, "receivers:\n  zfs");
        assertThat(examples).hasSizeGreaterThan(1);
        for (Yaml example : examples) {
            assertThat(new Written(example.text()).problems()).as(example.text()).isEmpty();
        }
    }

    @Test
    void theTypeSaysWhatItMakes() {
        assertThat(ZfsReceiver.TYPE.isCalled("zfs")).isTrue();
        assertThat(ZfsReceiver.TYPE.signals()).isEqualTo(Set.of(Signal.Type.METRICS));
    }
}
