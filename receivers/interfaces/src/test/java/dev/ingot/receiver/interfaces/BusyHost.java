package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A host with sixty interfaces, forty containers and ten virtual machines, and a station that
/// reads it.
final class BusyHost implements AutoCloseable {
    static final int INTERFACES = 60;
    private static final int CONTAINERS = 40;
    private static final int MACHINES = 10;

    private final ReplayedDocker docker;
    private final Station station;

    BusyHost(Path root) throws IOException {
        var host = new Host(root);
        var netDev = new StringBuilder("a |\nb |\n");
        var igmp = new StringBuilder("Idx\tDevice    : Count Querier\n");
        for (int i = 1; i <= INTERFACES; i++) {
            String name = name(i);
            netDev.append(name).append(": 100 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n");
            igmp.append(i).append('\t').append(name).append("      :     1      V3\n");
            String directory = "sys/class/net/" + name + "/";
            host.write(directory + "ifindex", i + "\n");
            host.write(directory + "iflink", (i + 1000) + "\n");
            host.write(directory + "operstate", "up\n");
            host.write(directory + "carrier_changes", "2\n");
            host.write(directory + "speed", "10000\n");
            host.write(directory + "mtu", "1500\n");
            if (i > INTERFACES - CONTAINERS - MACHINES) {
                host.link(directory + "master", "../br-0");
            }
        }
        host.write("proc/1/net/dev", netDev.toString());
        host.write("proc/1/net/igmp", igmp.toString());
        docker = ReplayedDocker.empty(root.resolve("docker.sock"));
        var listed = new StringBuilder();
        for (int i = 1; i <= CONTAINERS; i++) {
            String id = "%064x".formatted(i);
            listed.append(listed.isEmpty() ? "" : ",")
                    .append("{\"Id\":\"%s\",\"Names\":[\"/c%d\"]}".formatted(id, i));
            docker.answer(
                    "/containers/" + id + "/json", "{\"State\":{\"Pid\":%d}}".formatted(1000 + i));
            String process = "proc/" + (1000 + i) + "/";
            int index = INTERFACES - CONTAINERS + i;
            host.write(process + "cgroup", "0::/docker/" + id + "\n");
            host.write(process + "root/sys/class/net/eth0/ifindex", (index + 1000) + "\n");
            host.write(process + "root/sys/class/net/eth0/iflink", index + "\n");
        }
        docker.answer("/containers/json", "[" + listed + "]");
        for (int i = 1; i <= MACHINES; i++) {
            String process = "proc/" + (2000 + i) + "/";
            host.write(process + "comm", "qemu-system-x86\n");
            host.write(process + "cmdline", "qemu\0-name\0guest=vm" + i + "\0");
            host.link(process + "fd/30", "/dev/net/tun");
            host.write(
                    process + "fdinfo/30",
                    "iff:\tvnet" + (INTERFACES - CONTAINERS - MACHINES + i) + "\n");
        }
        station =
                new Station(
                        "rootfs: %s\nprocfs: %s\ndocker_socket: %s\n"
                                .formatted(root, host.procfs(), root.resolve("docker.sock")));
    }

    private static String name(int index) {
        if (index > INTERFACES - CONTAINERS) {
            return "veth%07x".formatted(index);
        }
        return index > INTERFACES - CONTAINERS - MACHINES ? "vnet" + index : "eth" + index;
    }

    /// Whether every owner is known and the engine's events are followed: nothing is left to ask.
    boolean isSteady() throws InterruptedException {
        String round = station.round();
        return docker.isFollowed()
                && Stream.of("instance=c1,", "instance=c40,", "instance=vm1,", "instance=vm10,")
                        .allMatch(round::contains);
    }

    void round() throws InterruptedException {
        station.poll();
    }

    long reads() {
        return station.receiver().files().reads();
    }

    int requests() {
        return docker.requests().size();
    }

    @Override
    public void close() throws IOException {
        station.close();
        docker.close();
    }

    static Path temporary() throws IOException {
        return Files.createTempDirectory("interfaces-bench");
    }
}
