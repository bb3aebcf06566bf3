package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.ManualSection;
import dev.ingot.record.Signal;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.Yaml;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterfacesConfigTest {
    private static final Path README = Path.of("README.md");

    @Test
    void theDefaultsAreThoseOfTruenasNetExporter() {
        InterfacesConfig config = new Written("").config();
        assertThat(config.procfs()).isEqualTo(Path.of("/proc"));
        assertThat(config.rootfs()).isEqualTo(Path.of("/"));
        assertThat(config.docker()).contains(Path.of("/var/run/docker.sock"));
        assertThat(config.dockerRequired()).isFalse();
        assertThat(config.machines()).containsExactly("middleware", "midclt", "virsh", "qemu");
        assertThat(config.dialect()).isEqualTo(InterfacesConfig.Dialect.TRUENAS_NET_EXPORTER);
        assertThat(config.state()).isTrue();
        assertThat(config.vlan()).isFalse();
        assertThat(config.job()).isEqualTo("truenas-net");
    }

    @Test
    void everyOptionIsRead() {
        InterfacesConfig config =
                new Written(
                                """
                                collection_interval: 30s
                                initial_delay: 0s
                                timeout: 4s
                                procfs: /host/proc
                                rootfs: /host
                                docker_socket: /host/run/podman/podman.sock
                                vms: virsh
                                libvirt_uri: test:///default
                                lookup_timeout: 1s
                                lookup_wait: 3s
                                dialect: extended
                                include: [eth.*, "veth.*"]
                                exclude: [eth1]
                                state_label: false
                                vlan_label: true
                                link: false
                                job: net
                                instance: nas01
                                """)
                        .config();
        assertThat(config.schedule().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.procfs()).isEqualTo(Path.of("/host/proc"));
        assertThat(config.docker()).contains(Path.of("/host/run/podman/podman.sock"));
        assertThat(config.dockerRequired()).isTrue();
        assertThat(config.machines()).containsExactly("virsh");
        assertThat(config.libvirtUri()).isEqualTo("test:///default");
        assertThat(config.lookupTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.lookupWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.dialect()).isEqualTo(InterfacesConfig.Dialect.EXTENDED);
        assertThat(List.of("eth0", "eth1", "veth1", "wlan0", "xeth0"))
                .filteredOn(config::reports)
                .containsExactly("eth0", "veth1");
        assertThat(config.state() || config.link() || !config.vlan()).isFalse();
        assertThat(config.instance()).isEqualTo("nas01");
    }

    @Test
    void anEmptySocketSwitchesContainersOff() {
        assertThat(new Written("docker_socket: ''\nvms: []").config().docker()).isEmpty();
        assertThat(new Written("vms: []").config().machines()).isEmpty();
    }

    @Test
    void theFirewallsOfProxmoxAreLeftOutByDefault() {
        InterfacesConfig config = new Written("").config();
        assertThat(List.of("fwbr100i0", "fwpr100p0", "fwln100i0", "fwln100o0", "fw0", "fwbr"))
                .filteredOn(config::reports)
                .containsExactly("fw0", "fwbr");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(new Written("include: ['(']").problems())
                .contains("include: must be regular expressions:");
        assertThat(new Written("vms: [vmware]").problems())
                .contains("vms: must be of `middleware`, `midclt`, `virsh`, `qemu`");
        assertThat(new Written("procfs: proc").problems())
                .contains("procfs: must be an absolute path");
        assertThat(new Written("timeout: 1s").problems())
                .contains("lookup_wait: must be shorter than `timeout`");
        assertThat(new Written("dokcer_socket: x").problems()).contains("docker_socket");
        assertThat(new Written("collection_interval: 1ms").problems())
                .contains("collection_interval: must be at least 100ms");
    }

    @Test
    void theReadmeNamesEveryOption() throws IOException {
        var manual = new ManualSection();
        InterfacesConfig.read(manual);
        Golden.checkBetweenMarkers(README, "options", manual.markdown() + "\n");
    }

    @Test
    void theReadmeNamesEveryMetric() throws IOException {
        Golden.checkBetweenMarkers(README, "metrics", InterfacesMetrics.markdown());
    }

    @Test
    void theReadmesExamplesAreRead() throws IOException {
        var examples = Yaml.examples(README, "receivers:\n  interfaces");
        assertThat(examples).hasSizeGreaterThan(2);
        for (Yaml example : examples) {
            assertThat(new Written(example.text()).problems()).as(example.text()).isEmpty();
        }
    }

    @Test
    void theTypeSaysWhatItMakes() {
        assertThat(InterfacesReceiver.TYPE.isCalled("interfaces")).isTrue();
        assertThat(InterfacesReceiver.TYPE.signals()).isEqualTo(Set.of(Signal.Type.METRICS));
    }
}
