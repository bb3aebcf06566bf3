package dev.ingot.receiver.truenas;

import dev.ingot.testkit.Golden;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasesTest {
    @ParameterizedTest
    @EnumSource
    void everythingThatAReleaseGives(NasServer.Release release) throws Exception {
        try (NasServer server = new NasServer(release).start();
                var rig = new Rig(Rig.target("nas01", server))) {
            String got = rig.round();
            Golden.check(
                    Path.of("src/test/resources/golden/" + release.number + ".txt"),
                    got + rig.telemetry.text());
        }
    }
}
