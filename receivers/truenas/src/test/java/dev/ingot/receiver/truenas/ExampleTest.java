package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import dev.ingot.config.Section;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The configuration with which one tries the receiver without a NAS.
class ExampleTest {
    private static final Path FILE = Path.of("../../examples/truenas/ingot.yaml");

    private static TrueNasConfig read(String url) {
        Configuration configuration =
                Configuration.load(
                        List.of(FILE.toString()),
                        List.of(),
                        name -> name.equals("TRUENAS_URL") && !url.isEmpty() ? url : null);
        TrueNasConfig config = configuration.root().section("receivers", "", ExampleTest::receiver);
        assertThat(configuration.problems().errors()).isEmpty();
        return config;
    }

    private static TrueNasConfig receiver(Section receivers) {
        return receivers.section("truenas", "", TrueNasConfig::read);
    }

    @Test
    void itAsksWhereTheServerListensUnlessToldElsewhere() {
        assertThat(read("").targets().getFirst().url()).hasToString("http://localhost:8080");
    }

    @ParameterizedTest
    @EnumSource
    void itReadsEveryReleaseThatTheServerPlays(NasServer.Release release) throws Exception {
        try (NasServer server = NasServer.local(release).start();
                var rig = new Rig(read(server.url()).targets().getFirst())) {
            assertThat(rig.round())
                    .contains("truenas_up{host=nas01, instance=nas01, job=truenas} 1.0")
                    .contains("truenas_replication_state{")
                    .contains("truenas_pool_healthy{")
                    .doesNotContainPattern("truenas_scrape_success\\{.*} 0");
            assertThat(server.refusedLogins).hasValue(0);
        }
    }
}
