package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is asked for virtual machines, and what becomes of those who do not answer.
class MachinesTest {
    @TempDir Path root;
    private Host host;

    @BeforeEach
    void layOut() throws IOException {
        host = new Host(root);
        host.write(
                "proc/1/net/dev",
                "vnet7: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\nvnet8: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n");
        device("vnet7", 7);
        device("vnet8", 8);
    }

    private void device(String name, int index) throws IOException {
        host.write("sys/class/net/" + name + "/ifindex", index + "\n");
        host.write("sys/class/net/" + name + "/operstate", "unknown\n");
    }

    private void qemu(int pid, String name, String tap) throws IOException {
        String directory = "proc/" + pid + "/";
        host.write(directory + "comm", "qemu-system-x86\n");
        host.write(directory + "cmdline", "qemu\0-name\0guest=" + name + ",debug-threads=on\0");
        host.link(directory + "fd/30", "/dev/net/tun");
        host.write(directory + "fdinfo/30", "pos:\t0\niff:\t" + tap + "\n");
    }

    private Station station(String options) {
        return new Station(
                "rootfs: %s\nprocfs: %s\ndocker_socket: ''\n".formatted(root, host.procfs())
                        + options);
    }

    @Test
    void whatTheMiddlewareDoesNotKnowVirshMay() throws Exception {
        host.script("usr/bin/midclt", "echo '[]'\n");
        host.script(
                "usr/bin/virsh",
                """
                case "$*" in
                'list --name --state-running') printf 'web server\\n\\n' ;;
                'domiflist -- web server')
                  echo ' Interface   Type   Source   Model   MAC'
                  echo '----------------------------------------'
                  echo ' vnet7       bridge br0      virtio  52:54:00:00:00:01'
                  echo ' -           user   -        e1000   52:54:00:00:00:02' ;;
                *) exit 1 ;;
                esac
                """);
        try (var station = station("")) {
            String round = station.round();
            assertThat(Station.labelsIn(round, "vnet7"))
                    .contains("instance=web server, instance_type=vm");
            assertThat(Station.labelsIn(round, "vnet8"))
                    .contains("instance=vnet8, instance_type=vm");
        }
    }

    @Test
    void truenassOwnLibvirtIsFoundByItsSocket() throws Exception {
        host.write("run/truenas_libvirt/libvirt-sock", "");
        host.script(
                "usr/bin/virsh",
                """
                socket=/run/truenas_libvirt/libvirt-sock
                [ "$1 $2" = "--connect qemu+unix:///system?socket=$socket" ] || exit 1
                shift 2
                [ "$1" = list ] && echo pihole || printf -- '---\\n vnet8 bridge br0 virtio x\\n'
                """);
        try (var station = station("")) {
            assertThat(station.labels("vnet8")).contains("instance=pihole, instance_type=vm");
        }
    }

    @Test
    void aHungMiddlewareDelaysNothingButNames() throws Exception {
        host.script("usr/bin/midclt", "/bin/busybox sleep 3600\n");
        qemu(300, "vyos", "vnet7");
        try (var station = station("lookup_timeout: 500ms")) {
            assertThat(station.labels("vnet7")).contains("instance=vyos, instance_type=vm");
            assertThat(station.round()).contains(Station.failure("vms"));
            Await.until("no process of its left", () -> !isRunning("sleep 3600"));
        }
    }

    private boolean isRunning(String command) {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(command));
    }

    @Test
    void aMiddlewareThatFailsIsSaidWithItsReason() throws Exception {
        host.script("usr/bin/midclt", "echo 'Failed to connect' >&2; exit 1\n");
        try (var station = station("vms: [midclt]")) {
            assertThat(station.labels("vnet7")).contains("instance=vnet7, instance_type=vm");
            assertThat(station.telemetry().text())
                    .contains("errors_total{reason=error, receiver=interfaces, scraper=vms} 1");
        }
        host.script("usr/bin/midclt", "echo '{\"error\": 1}'\n");
        try (var station = station("vms: [midclt]")) {
            assertThat(station.round()).contains(Station.failure("vms"));
        }
    }

    @Test
    void namedMachinesAreNotAskedForAgain() throws Exception {
        host.script(
                "usr/bin/midclt",
                """
                echo asked >> /asked
                echo '[{"name": "a", "status": {"state": "RUNNING", "pid": 300}},'
                echo ' {"name": "b", "status": {"state": "RUNNING", "pid": 301}}]'
                """);
        qemu(300, "x", "vnet7");
        qemu(301, "x", "vnet8");
        try (var station = station("")) {
            for (int i = 0; i < 4; i++) {
                String round = station.round();
                assertThat(Station.labelsIn(round, "vnet7")).contains("instance=a,");
                assertThat(Station.labelsIn(round, "vnet8")).contains("instance=b,");
            }
            assertThat(Files.readAllLines(root.resolve("asked"))).hasSize(1);
            // The machine behind vnet8 is another one now, and so is the interface.
            device("vnet8", 9);
            qemu(301, "x", "gone");
            assertThat(station.labels("vnet8")).contains("instance=vnet8,");
            assertThat(Files.readAllLines(root.resolve("asked"))).hasSize(2);
        }
    }

    @Test
    void anUnreadableFdinfoIsAPlainName() throws Exception {
        qemu(300, "vyos", "vnet7");
        Files.delete(root.resolve("proc/300/fdinfo/30"));
        Files.createDirectory(root.resolve("proc/300/fdinfo/30"));
        qemu(301, "pihole", "vnet8");
        try (var station = station("")) {
            String round = station.round();
            assertThat(Station.labelsIn(round, "vnet7")).contains("instance=vnet7,");
            assertThat(Station.labelsIn(round, "vnet8")).contains("instance=pihole,");
        }
    }
}
