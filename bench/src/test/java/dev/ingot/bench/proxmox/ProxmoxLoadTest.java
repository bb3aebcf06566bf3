package dev.ingot.bench.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.bench.load.Flags;
import dev.ingot.receiver.proxmox.Calls;
import dev.ingot.testkit.FreePorts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxmoxLoadTest {
    /// The agent runs as a peer here, from the class path, since it may not be packaged yet.
    @Test
    void aSmallRunTellsOfEachScrape() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String command =
                "%s -XX:+UseSerialGC -cp '%s' dev.ingot.agent.Main run --config $INGOT_CONFIG"
                        .formatted(java, System.getProperty("java.class.path"));
        Flags flags =
                ProxmoxLoad.flags(
                        List.of(
                                "--nodes", "2",
                                "--guests", "8",
                                "--interval", "2",
                                "--port", String.valueOf(FreePorts.one()),
                                "--peer", command));
        ProxmoxLoad.Result result = ProxmoxLoad.run(flags, ProxmoxLoad.large(flags), 2);
        List<Calls.Scrape> scrapes = result.scrapes();
        assertThat(scrapes).hasSizeGreaterThanOrEqualTo(2);
        assertThat(scrapes.getFirst().calls()).isGreaterThan(scrapes.getLast().calls());
        assertThat(scrapes).allMatch(scrape -> scrape.took().toMillis() >= 20);
        assertThat(result.own()).isPositive();
        assertThat(result.points()).isGreaterThan(200);
        assertThat(result.mostCalls()).isBetween(1, 10);
        assertThat(result.mebibytes()).isPositive();
    }
}
