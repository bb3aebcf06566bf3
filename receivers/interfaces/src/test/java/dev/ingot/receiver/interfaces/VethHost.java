package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A host with one veth, number 10, whose other end is number 9 in a container's namespace.
final class VethHost {
    static final String VETH = "veth1111111";
    static final String FIRST = "a".repeat(64);
    static final String SECOND = "b".repeat(64);

    private final Host host;
    private final Path root;
    private final Path socket;

    VethHost(Path root) throws IOException {
        this.host = new Host(root);
        this.root = root;
        this.socket = root.resolve("run/docker.sock");
        netDev(VETH);
        device(VETH, 10, 9);
    }

    void netDev(String... devices) throws IOException {
        host.write(
                "proc/1/net/dev",
                "a |\nb |\n"
                        + Stream.of(devices)
                                .map(name -> name + ": 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n")
                                .collect(Collectors.joining()));
    }

    void device(String name, int index, int peer) throws IOException {
        String directory = "sys/class/net/" + name + "/";
        host.write(directory + "ifindex", index + "\n");
        host.write(directory + "iflink", peer + "\n");
        host.write(directory + "operstate", "up\n");
    }

    void igmp(String name, int index) throws IOException {
        host.write(
                "proc/1/net/igmp",
                "Idx\tDevice\n" + index + "\t" + name + "      :     1      V3\n");
    }

    void process(int pid, String container, int own, int peer) throws IOException {
        String directory = "proc/" + pid + "/";
        host.write(directory + "cgroup", "0::/docker/" + container + "\n");
        host.link(directory + "ns/net", "net:[" + pid + "]");
        host.write(directory + "root/sys/class/net/eth0/ifindex", own + "\n");
        host.write(directory + "root/sys/class/net/eth0/iflink", peer + "\n");
    }

    static String listed(String id, String name) {
        return """
        {"Id":"%s","Names":["/%s"],"HostConfig":{"NetworkMode":"web"},
         "NetworkSettings":{"Networks":{"web":{"NetworkID":"%s"}}}}
        """
                .formatted(id, name, "c".repeat(64));
    }

    static String inspected(int pid) {
        return "{\"State\":{\"Pid\":%d}}".formatted(pid);
    }

    ReplayedDocker docker() throws IOException {
        return ReplayedDocker.empty(socket);
    }

    Station station() {
        return station("");
    }

    Station station(String options) {
        return new Station(
                """
                rootfs: %s
                procfs: %s
                docker_socket: %s
                """
                                .formatted(root, host.procfs(), socket)
                        + options);
    }

    Host files() {
        return host;
    }

    Path socket() {
        return socket;
    }

    /// The veth's container, called `web`.
    void one(ReplayedDocker docker) throws IOException {
        docker.answer("/containers/json", "[" + listed(FIRST, "web") + "]");
        docker.answer("/containers/" + FIRST + "/json", inspected(100));
        process(100, FIRST, 9, 10);
    }
}
