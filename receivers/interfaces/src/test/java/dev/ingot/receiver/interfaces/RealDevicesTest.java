package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices that the kernel of this machine really has.
class RealDevicesTest {
    @TempDir Path folder;
    private Net net;

    @BeforeEach
    void open() {
        net = new Net(folder);
    }

    @AfterEach
    void close() throws IOException {
        Files.deleteIfExists(folder.resolve("host/sys"));
        net.close();
    }

    private static Station station(String options) {
        return new Station("docker_socket: ''\n" + options);
    }

    private void equalsTheKernels(Station station, String device) {
        Await.until(
                device + " to be counted as the kernel counts it",
                () -> {
                    List<Long> before = net.kernel(device);
                    List<Long> reported = Net.reported(station.round(), device);
                    return before.equals(net.kernel(device)) && before.equals(reported);
                });
    }

    @Test
    void trafficIntoANamespaceIsCountedAsTheKernelCountsIt() throws Exception {
        String namespace = net.namespace("igns");
        String bridge = net.device("brig", "type", "bridge");
        String veth = net.device("veth", "type", "veth", "peer", "name", net.name("peer"));
        net.ip("link", "set", net.name("peer"), "netns", namespace);
        net.ip(
                "netns",
                "exec",
                namespace,
                "ip",
                "addr",
                "add",
                "10.231.77.2/24",
                "dev",
                net.name("peer"));
        net.ip("netns", "exec", namespace, "ip", "link", "set", net.name("peer"), "up");
        net.ip("link", "set", veth, "master", bridge);
        net.ip("addr", "add", "10.231.77.1/24", "dev", bridge);
        net.up(veth);
        net.up(bridge);
        try (var station = station("")) {
            net.send("10.231.77.2", 200);
            Await.until("200 datagrams on " + veth, () -> net.kernel(veth).get(5) >= 200);
            equalsTheKernels(station, veth);
            equalsTheKernels(station, bridge);
            String round = station.round();
            assertThat(Station.labelsIn(round, veth))
                    .contains(
                            "bridge=" + bridge,
                            "instance=" + veth,
                            "instance_type=docker",
                            "state=up");
            assertThat(Station.labelsIn(round, bridge))
                    .contains("instance=" + bridge, "instance_type=bridge", "state=up");
        }
    }

    @Test
    void everyKindThatThisKernelHasGetsItsType() throws Exception {
        String physical = physical();
        String tap = net.tap("vnet");
        String macvtap =
                net.device("macvtap", "link", physical, "type", "macvtap", "mode", "bridge");
        String vlan = net.device("vlan", "type", "bridge");
        String other = net.tap("igtap");
        try (var station = station("vms: []")) {
            String round = station.round();
            assertThat(Station.labelsIn(round, "lo"))
                    .contains("instance=loopback, instance_type=loopback", "state=unknown");
            assertThat(Station.labelsIn(round, physical)).contains("instance_type=physical");
            assertThat(Station.labelsIn(round, tap))
                    .contains("instance=" + tap + ", instance_type=vm", "state=down");
            assertThat(Station.labelsIn(round, macvtap)).contains("instance_type=macvtap");
            assertThat(Station.labelsIn(round, vlan)).contains("instance_type=vlan");
            assertThat(Station.labelsIn(round, other)).contains("instance_type=unknown");
            equalsTheKernels(station, "lo");
        }
        try (var station = station("vms: []\ndialect: extended")) {
            String round = station.round();
            assertThat(Station.labelsIn(round, physical)).contains("instance_type=physical");
            assertThat(Station.labelsIn(round, vlan)).contains("instance_type=bridge");
            assertThat(Station.labelsIn(round, other)).contains("instance_type=tunnel");
        }
    }

    private static String physical() throws IOException {
        try (var devices = Files.list(Path.of("/sys/class/net"))) {
            return devices.filter(device -> Files.exists(device.resolve("device/driver")))
                    .map(device -> device.getFileName().toString())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("this machine has no network card"));
        }
    }

    @Test
    void sixtyRealInterfacesAreReadInOneRound() throws Exception {
        String bridge = net.device("brigm", "type", "bridge");
        for (int i = 0; i < 28; i++) {
            String end =
                    net.device(
                            "veth" + i + "x",
                            "type",
                            "veth",
                            "peer",
                            "name",
                            net.name("igp" + i + "x"));
            net.ip("link", "set", end, "master", bridge);
            net.up(end);
            net.up(net.name("igp" + i + "x"));
        }
        try (var station = station("vms: []")) {
            String round = station.round();
            for (int i = 0; i < 28; i++) {
                assertThat(Station.labelsIn(round, net.name("igp" + i + "x"))).isNotEmpty();
            }
        }
    }

    @Test
    void aRenamedInterfaceGoesOnUnderItsNewName() throws Exception {
        String before = net.device("iga", "type", "bridge");
        try (var station = station("")) {
            assertThat(station.labels(before)).contains("instance=" + before);
            String after = net.name("igb");
            net.ip("link", "set", before, "name", after);
            String round = station.round();
            net.ip("link", "set", after, "name", before);
            assertThat(Station.labelsIn(round, before)).isEmpty();
            assertThat(Station.labelsIn(round, after)).contains("instance=" + after);
            assertThat(
                            round.lines()
                                    .filter(line ->
                                            line.endsWith(" stale")
                                                    && line.contains("interface=" + before)))
                    .hasSizeGreaterThanOrEqualTo(8);
        }
    }

    @Test
    void interfacesThatComeAndGoWhileTheyAreReadDoNotDisturbTheRest() throws Exception {
        String name = net.name("veth");
        var stop = new AtomicBoolean();
        Thread churn =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!stop.get()) {
                                net.ip("link", "add", name, "type", "veth");
                                net.ip("link", "del", name);
                            }
                        });
        var seen = new TreeSet<String>();
        try (var station = station("vms: []")) {
            for (int i = 0; i < 100; i++) {
                String round = station.round();
                seen.add(Station.labelsIn(round, name));
                assertThat(Station.labelsIn(round, "lo")).contains("instance=loopback");
                assertThat(round).containsPattern("success\\{collector=interfaces, [^}]*} 1.0");
            }
        } finally {
            stop.set(true);
            churn.join();
        }
        assertThat(seen)
                .allMatch(labels -> labels.isEmpty() || labels.contains("instance=" + name + ","));
    }

    @Test
    void aMachineOwnsTheTapThatItsProcessHolds() throws Exception {
        String tap = net.tap("vnet");
        String second = net.tap("vnetb");
        try (var _ =
                        RealProgram.start(
                                "qemu-system-x86",
                                folder,
                                "qemu-system-x86_64",
                                "-machine",
                                "none",
                                "-nodefaults",
                                "-display",
                                "none",
                                "-name",
                                "guest=vyos,debug-threads=on",
                                "-netdev",
                                "tap,id=n0,ifname=" + tap + ",script=no,downscript=no");
                var station = station("vms: [qemu]")) {
            Await.until(
                    tap + " to be the machine's",
                    () -> station.labels(tap).contains("instance=vyos, instance_type=vm"));
            assertThat(station.labels(second))
                    .contains("instance=" + second + ", instance_type=vm");
        }
    }

    @Test
    void truenasNamesTheProcessThatHoldsTheTap() throws Exception {
        String tap = net.tap("vnet");
        String macvtap =
                net.device("macvtap", "link", physical(), "type", "macvtap", "mode", "bridge");
        net.up(macvtap);
        String index = Files.readString(Path.of("/sys/class/net", macvtap, "ifindex")).strip();
        // The shell opens the macvtap and becomes the machine, as libvirt hands it over.
        try (var machine =
                        RealProgram.start(
                                "qemu-system-x86",
                                folder,
                                "/bin/sh",
                                "-c",
                                "exec 9<>/dev/tap"
                                        + index
                                        + "; exec qemu-system-x86_64 -machine none -nodefaults"
                                        + " -display none"
                                        + " -netdev tap,id=n0,script=no,downscript=no,ifname="
                                        + tap
                                        + " -netdev tap,id=n1,fd=9");
                var station = new Station(truenas(machine.pid()))) {
            Await.until(
                    "both to be the machine's",
                    () -> {
                        assertThat(machine.isAlive()).as(machine.output()).isTrue();
                        String round = station.round();
                        return Station.labelsIn(round, tap)
                                        .contains("instance=pihole, instance_type=vm")
                                && Station.labelsIn(round, macvtap)
                                        .contains("instance=pihole, instance_type=macvtap");
                    });
        }
    }

    /// A root that is this machine's but for the middleware's tool, which is entered with `chroot`.
    private String truenas(long pid) throws IOException {
        Path root = folder.resolve("host");
        var host = new Host(root);
        host.script(
                "usr/bin/midclt",
                """
                /bin/busybox cat <<'JSON'
                [{"id": 1, "name": "pihole", "status": {"state": "RUNNING", "pid": %d}},
                 {"id": 2, "name": "off", "status": {"state": "STOPPED", "pid": null}}]
                JSON
                """
                        .formatted(pid));
        host.link("sys", "/sys");
        return "rootfs: %s\ndocker_socket: ''\nvms: [midclt]\n".formatted(root);
    }
}
