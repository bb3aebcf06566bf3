package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.poll.Catalogue;
import dev.ingot.testkit.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
