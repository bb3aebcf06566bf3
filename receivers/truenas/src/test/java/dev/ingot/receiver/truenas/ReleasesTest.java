package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.poll.Catalogue;
import dev.ingot.testkit.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What each release gives, and what it lacks.
class ReleasesTest {
    private static Path golden(NasServer.Release release) {
        return Path.of("src/test/resources/golden/" + release.number + ".txt");
    }

    @ParameterizedTest
    @EnumSource
    void everythingThatAReleaseGives(NasServer.Release release) throws Exception {
        try (NasServer server = new NasServer(release).start();
                var rig = new Rig(Rig.target("nas01", server))) {
            String got = rig.round();
            Golden.check(golden(release), got + rig.telemetry.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CORE, apps virt containers app_stats realtime ups,"
                + " app_ virt_ container_ cpu_ disks_ zfs_ ups_",
        "V24_10, virt containers app_stats realtime ups,"
                + " app_cpu_ app_memory_ virt_ container_ cpu_ disks_ zfs_ ups_",
        "V25_04, containers, container_",
        "V25_10, containers smart_tests, container_ smart_",
        "V26, virt smart_tests, virt_ smart_",
    })
    void whatAReleaseLacksIsAbsent(NasServer.Release release, String collectors, String families)
            throws Exception {
        String all = Files.readString(golden(release));
        for (String family : families.split(" ", -1)) {
            assertThat(all).doesNotContain("truenas_" + family);
        }
        for (String name : Collector.NAMES) {
            boolean lacks = List.of(collectors.split(" ", -1)).contains(name);
            assertThat(all.contains(Rig.success(name))).as(name).isNotEqualTo(lacks);
        }
    }

    @Test
    void everyMetricIsInSomeGolden() throws Exception {
        var missing = new TreeSet<String>();
        for (Collector collector : Collector.ALL) {
            for (Catalogue<?> catalogue : collector.metrics()) {
                catalogue.metrics().forEach(metric -> missing.add(metric.name()));
            }
        }
        for (NasServer.Release release : NasServer.Release.values()) {
            for (String line : Files.readAllLines(golden(release))) {
                missing.remove(line.split("\\{", 2)[0]);
            }
        }
        assertThat(missing).isEmpty();
    }
}
