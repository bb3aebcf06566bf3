package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KernelFilesTest {
    private static final String HEADING = "Inter-|   Receive\n face |bytes    packets\n";
    private final AtomicInteger bad = new AtomicInteger();

    private Map<String, Traffic> netDev(String lines) {
        return NetDev.parse(HEADING + lines, bad::incrementAndGet);
    }

    @Test
    void aLongCounterMayTouchTheColon() {
        assertThat(netDev("eth0:123456789 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"))
                .containsExactly(Map.entry("eth0", new Traffic(123456789, 2, 3, 4, 9, 10, 11, 12)));
    }

    @Test
    void aNameMayHaveAColonAndAnyOtherSign() {
        assertThat(netDev("eth0:1: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"))
                .containsKey("eth0:1");
        assertThat(netDev("  é{}=\"\\: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"))
                .containsKey("é{}=\"\\");
    }

    @Test
    void theLargestCounterStaysUnsigned() {
        var traffic =
                netDev("a: 18446744073709551615 9223372036854775807 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n")
                        .values()
                        .iterator()
                        .next();
        assertThat(Traffic.number(traffic.rxBytes())).isEqualTo(0x1p64);
        assertThat(Traffic.number(traffic.rxPackets())).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void linesInAnotherFormAreToldAndLeaveTheRestAlone() {
        assertThat(
                        netDev(
                                """
                                a: 1 2 3
                                no colon at all
                                b: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 sixteen
                                c: -1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
                                : 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
                                d: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
                                """))
                .containsOnlyKeys("d");
        assertThat(bad).hasValue(5);
    }

    @Test
    void numbersOfInterfacesComeFromOneFile() {
        assertThat(
                        Indexes.parse(
                                """
                                Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
                                1\tlo        :     1      V3
                                \t\t\t\t010000E0     1 0:00000000\t\t0
                                4\tbr-2c852816592c:     1      V3
                                \t\t\t\t010000E0     1 0:00000000\t\t0
                                99999999999\ttoo-long:     1      V3
                                """))
                .isEqualTo(Map.of("lo", 1, "br-2c852816592c", 4));
    }

    @Test
    void vlansComeWithTheirIds() {
        assertThat(
                        Vlans.parse(
                                """
                                VLAN Dev name\t | VLAN ID
                                Name-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD
                                eno1.100       | 100  | eno1
                                VLAN7          | 7    | eno1
                                """))
                .isEqualTo(Map.of("eno1.100", "100", "VLAN7", "7"));
    }

    @Test
    void virshsTableNamesTheDevices() {
        assertThat(
                        Virsh.interfaces(
                                """
                                 Interface   Type      Source   Model    MAC
                                ----------------------------------------------------------
                                 vnet0       bridge    br0      virtio   52:54:00:00:00:01
                                 -           network   default  e1000    52:54:00:00:00:02
                                 macvtap0    direct    eno1     virtio   52:54:00:00:00:03

                                """))
                .containsExactly("vnet0", "macvtap0");
    }

    @Test
    void aMachinesNameStandsInItsCommandLine() {
        assertThat(QemuCommandLines.name(nul("kvm -id 100 -name web,debug-threads=on ")))
                .isEqualTo("web");
        assertThat(QemuCommandLines.name(nul("qemu -name guest=a,,b,debug-threads=on -S ")))
                .isEqualTo("a,b");
        assertThat(QemuCommandLines.name(nul("qemu -name "))).isNull();
        assertThat(QemuCommandLines.name(nul("qemu -S "))).isNull();
        assertThat(QemuCommandLines.name(null)).isNull();
    }

    private static String nul(String arguments) {
        return arguments.replace(' ', '\0');
    }

    @Test
    void anApplicationIsTheProjectOrTheContainersNameWithoutItsNumber() {
        assertThat(Container.app("ix-grafana", "x")).isEqualTo("grafana");
        assertThat(Container.app("monitoring", "x")).isEqualTo("monitoring");
        assertThat(Container.app("", "ix-my-app-12")).isEqualTo("my-app");
        assertThat(Container.app("", "plex")).isEqualTo("plex");
        assertThat(Container.app("", "web-v2")).isEqualTo("web-v2");
        assertThat(Container.app("", "web-")).isEqualTo("web-");
        assertThat(Container.app("", "-1")).isEqualTo("-1");
    }

    @Test
    void anApplicationOfANetworkEndsAtTheFirstUnderscore() {
        assertThat(Container.appOfNetwork("ix-grafana_default")).isEqualTo("grafana");
        assertThat(Container.appOfNetwork("ix-immich_ix-internal-immich-net")).isEqualTo("immich");
        assertThat(Container.appOfNetwork("ix-plex")).isEqualTo("plex");
        assertThat(Container.appOfNetwork("ix-_odd")).isEqualTo("_odd");
        assertThat(Container.appOfNetwork("monitoring_default")).isEmpty();
    }
}
