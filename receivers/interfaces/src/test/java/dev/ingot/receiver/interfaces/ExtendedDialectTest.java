package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendedDialectTest {
    private static final String INFO =
            "net_interface_info{instance=eth9, instance_type=unknown, interface=eth9,"
                    + " job=truenas-net, state=up}";

    @TempDir Path root;

    private Station station(String options, String... devices) throws IOException {
        var host = new Host(root);
        var lines = new StringBuilder();
        int index = 10;
        for (String name : devices) {
            lines.append(name).append(": 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n");
            host.write("sys/class/net/" + name + "/ifindex", index + "\n");
            host.write("sys/class/net/" + name + "/iflink", (index + 100) + "\n");
            host.write("sys/class/net/" + name + "/operstate", "up\n");
            index++;
        }
        host.write("proc/1/net/dev", lines.toString());
        return new Station(
                "dialect: extended\nrootfs: %s\nprocfs: %s\n%s"
                        .formatted(root, host.procfs(), options));
    }

    @Test
    void guestsOfProxmoxAreNamedByTheirFiles() throws Exception {
        var host = new Host(root);
        host.write("etc/pve/qemu-server/100.conf", "cores: 2\nname: web\n[snap]\nname: old\n");
        host.write("etc/pve/lxc/101.conf", "arch: amd64\nhostname: dns\n");
        host.write("etc/pve/qemu-server/103.conf", "[snap]\nname: only-then\n");
        try (var station =
                station(
                        "exclude: []",
                        "tap100i0",
                        "tap100i1",
                        "veth101i0",
                        "tap102i0",
                        "tap103i0",
                        "fwbr100i0",
                        "fwln101i0",
                        "fwpr101p0",
                        "tap0",
                        "veth12ab34c")) {
            String round = station.round();
            assertThat(
                            List.of(
                                            "tap100i0",
                                            "tap100i1",
                                            "veth101i0",
                                            "tap102i0",
                                            "tap103i0",
                                            "fwbr100i0",
                                            "fwln101i0",
                                            "fwpr101p0",
                                            "tap0",
                                            "veth12ab34c")
                                    .stream()
                                    .map(name -> Station.labelsIn(round, name))
                                    .map(labels ->
                                            labels.replaceAll(
                                                    ".*instance=([^,]*), instance_type=([^,]*),.*",
                                                    "$2 $1"))
                                    .toList())
                    .containsExactly(
                            "vm web",
                            "vm web",
                            "lxc dns",
                            "vm 102",
                            "vm 103",
                            "firewall web",
                            "firewall dns",
                            "firewall dns",
                            "unknown tap0",
                            "veth veth12ab34c");
        }
    }

    @Test
    void aGuestThatIsRenamedOrNewIsReadAgainOnlyWhenItIsNew() throws Exception {
        var host = new Host(root);
        host.write("etc/pve/qemu-server/100.conf", "name: web\n");
        try (var station = station("", "tap100i0")) {
            assertThat(station.labels("tap100i0")).contains("instance=web,");
            Files.delete(root.resolve("etc/pve/qemu-server/100.conf"));
            assertThat(station.labels("tap100i0")).contains("instance=web,");
        }
    }

    @Test
    void aFileSystemThatHangsDelaysOneRound() throws Exception {
        Files.createDirectories(root.resolve("etc/pve/qemu-server"));
        Path hanging = root.resolve("etc/pve/qemu-server/100.conf");
        RealProgram.run("coreutils", root, "mkfifo", hanging.toString());
        try (var station = station("lookup_wait: 2s", "tap100i0")) {
            assertThat(station.labels("tap100i0")).contains("instance=100, instance_type=vm");
            long before = System.nanoTime();
            station.poll();
            station.poll();
            assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
            Files.writeString(hanging, "name: web\n");
            Await.until("its name", () -> station.labels("tap100i0").contains("instance=web,"));
        }
    }

    @Test
    void containersOfLxcAreNamedByTheirCgroup() throws Exception {
        var host = new Host(root);
        for (String[] process :
                new String[][] {
                    {"500", "0::/lxc.payload.deb1/init.scope", "110", "10"},
                    {"501", "0::/lxc.payload.deb1/system.slice/ssh.service", "110", "10"},
                    {"502", "0::/lxc.payload.proj_alpine", "111", "11"},
                    {"503", "0::/lxc.monitor.deb1", "112", "12"},
                }) {
            String directory = "proc/" + process[0] + "/";
            host.write(directory + "cgroup", process[1] + "\n");
            host.write(directory + "root/sys/class/net/eth0/ifindex", process[2] + "\n");
            host.write(directory + "root/sys/class/net/eth0/iflink", process[3] + "\n");
        }
        try (var station = station("", "vetha", "vethb", "vethc")) {
            String round = station.round();
            assertThat(Station.labelsIn(round, "vetha"))
                    .contains("instance=deb1, instance_type=lxc");
            assertThat(Station.labelsIn(round, "vethb"))
                    .contains("instance=proj_alpine, instance_type=lxc");
            assertThat(Station.labelsIn(round, "vethc"))
                    .contains("instance=vethc, instance_type=veth");
        }
    }

    @Test
    void withoutTheStateLabelACableThatIsPulledBeginsNoNewSeries() throws Exception {
        try (var station = station("state_label: false", "eth9")) {
            String round = station.round();
            assertThat(Station.labelsIn(round, "eth9")).doesNotContain("state");
            assertThat(round).contains(INFO + " 1");
            new Host(root).write("sys/class/net/eth9/operstate", "down\n");
            round = station.round();
            assertThat(round.lines().filter(line -> line.endsWith(" stale")))
                    .containsExactly(INFO + " stale");
        }
    }

    @Test
    void aBridgeWithSeveralVlansHasNone() throws Exception {
        var host = new Host(root);
        host.write(
                "proc/1/net/vlan/config",
                """
                VLAN Dev name\t | VLAN ID
                Name-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD
                vlan5 | 5 | eth0
                vlan6 | 6 | eth0
                vlan7 | 7 | eth0
                """);
        try (var station =
                station(
                        "vlan_label: true",
                        "vlan5",
                        "vlan6",
                        "vlan7",
                        "br1",
                        "br2",
                        "vnet1",
                        "vnet2")) {
            host.link("sys/class/net/vlan5/master", "../br1");
            host.link("sys/class/net/vlan6/master", "../br2");
            host.link("sys/class/net/vlan7/master", "../br2");
            host.link("sys/class/net/vnet1/master", "../br1");
            host.link("sys/class/net/vnet2/master", "../br2");
            String round = station.round();
            assertThat(Station.labelsIn(round, "vnet1")).contains("vlan=5}");
            assertThat(Station.labelsIn(round, "br1")).contains("vlan=5}");
            assertThat(Station.labelsIn(round, "vnet2")).doesNotContain("vlan=");
            assertThat(Station.labelsIn(round, "br2")).doesNotContain("vlan=");
            assertThat(Station.labelsIn(round, "vlan7")).contains("vlan=7}");
        }
    }
}
