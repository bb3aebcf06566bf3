package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kernel whose files change or break while they are read.
class HostileHostTest {
    private static final String VETH = VethHost.VETH;

    @TempDir Path root;
    private VethHost host;

    @BeforeEach
    void layOut() throws IOException {
        host = new VethHost(root);
    }

    @Test
    void aNameThatChangedHandsIsNotTakenForItsFormerOwner() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            host.igmp(VETH, 10);
            assertThat(station.labels(VETH)).contains("instance=web,");
            host.igmp(VETH, 77);
            host.device(VETH, 77, 76);
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
            host.igmp(VETH, 10);
            assertThat(station.labels(VETH))
                    .as("sysfs still shows the other one")
                    .contains("instance=veth1111111,", "state=unknown");
        }
    }

    @Test
    void anInterfaceThatSysfsDoesNotShowKeepsItsCounters() throws Exception {
        host.netDev(VETH, "vetha");
        try (var station = host.station()) {
            assertThat(station.labels("vetha")).contains("state=unknown");
            assertThat(station.round()).contains(Station.failure("sysfs"));
        }
    }

    @Test
    void aCounterThatWrapsGoesOnFromWhereItIs() throws Exception {
        host.files()
                .write("proc/1/net/dev", "veth1111111: 4294967295 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
        try (var station = host.station()) {
            assertThat(station.round())
                    .contains("interface=veth1111111, job=truenas-net, state=up} 4294967295\n");
            host.files().write("proc/1/net/dev", "veth1111111: 41 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
            assertThat(station.round())
                    .contains("interface=veth1111111, job=truenas-net, state=up} 41\n")
                    .doesNotContain("stale");
        }
    }

    @Test
    void unreadableCountersAreAFailureThatIsSeen() throws Exception {
        Files.delete(root.resolve("proc/1/net/dev"));
        try (var station = host.station()) {
            assertThat(station.round())
                    .contains(Station.failure("interfaces"))
                    .contains("net_interface_up{job=truenas-net} 0.0");
            host.netDev(VETH);
            assertThat(station.round()).contains("net_interface_up{job=truenas-net} 1.0");
        }
    }
}
