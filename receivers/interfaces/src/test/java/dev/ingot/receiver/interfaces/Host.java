package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The root of a host in a folder: what its procfs and sysfs say, as files.
final class Host {
    private final Path root;

    Host(Path root) {
        this.root = root;
    }

    /// A host as it was recorded: `net-dev.txt` and its neighbours, which say in their first line
    /// what stands where.
    static Host recorded(Path recording, Path root) throws IOException {
        var host = new Host(root);
        host.write("proc/1/net/dev", Files.readString(recording.resolve("net-dev.txt")));
        host.write("proc/1/net/igmp", Files.readString(recording.resolve("igmp.txt")));
        host.write(
                "proc/1/net/vlan/config", Files.readString(recording.resolve("vlan-config.txt")));
        host.write("etc/hostname", "truenas\n");
        for (String[] device : rows(recording.resolve("sysfs.txt"))) {
            host.device(device);
        }
        for (String[] process : rows(recording.resolve("processes.txt"))) {
            host.process(process);
        }
        return host;
    }

    private static List<String[]> rows(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", -1))
                .toList();
    }

    Path root() {
        return root;
    }

    Path procfs() {
        return root.resolve("proc");
    }

    Host write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Host link(String path, String target) throws IOException {
        Path link = root.resolve(path);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
        return this;
    }

    /// A file that the host's shell runs.
    Host script(String path, String text) throws IOException {
        if (!Files.exists(root.resolve("bin/busybox"))) {
            Files.createDirectories(root.resolve("bin"));
            Files.copy(busybox(), root.resolve("bin/busybox"));
        }
        write(path, "#!/bin/busybox sh\n" + text);
        Files.setPosixFilePermissions(
                root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    static Path busybox() {
        Path busybox = Path.of("/bin/busybox");
        if (!Files.isExecutable(busybox)) {
            throw new AssertionError(
                    "busybox is not here; `make test` installs it: apt-get install busybox-static");
        }
        return busybox;
    }

    /// @param device name, ifindex, iflink, operstate, master, devtype, what it has, carrier
    ///   changes, speed, mtu, address; `-` for nothing
    private void device(String[] device) throws IOException {
        String directory = "sys/class/net/" + device[0] + "/";
        write(directory + "ifindex", device[1] + "\n");
        write(directory + "iflink", device[2] + "\n");
        write(directory + "operstate", device[3] + "\n");
        if (!device[4].equals("-")) {
            link(directory + "master", "../../br/" + device[4]);
        }
        write(
                directory + "uevent",
                (device[5].equals("-") ? "" : "DEVTYPE=" + device[5] + "\n")
                        + "INTERFACE="
                        + device[0]
                        + "\nIFINDEX="
                        + device[1]
                        + "\n");
        switch (device[6]) {
            case "driver" -> write(directory + "device/driver", "");
            case "bridge" -> write(directory + "bridge/stp_state", "0\n");
            case "tun" -> write(directory + "tun_flags", "0x1002\n");
            default -> {}
        }
        write(directory + "carrier_changes", device[7] + "\n");
        if (!device[8].equals("-")) {
            write(directory + "speed", device[8] + "\n");
        }
        write(directory + "mtu", device[9] + "\n");
        write(directory + "address", (device[10].equals("-") ? "" : device[10]) + "\n");
    }

    private void process(String[] fact) throws IOException {
        String directory = "proc/" + fact[0] + "/";
        switch (fact[1]) {
            case "cgroup" -> write(directory + "cgroup", fact[2] + "\n");
            case "ns" -> link(directory + "ns/net", "net:[" + fact[2] + "]");
            case "net" -> {
                String device = directory + "root/sys/class/net/" + fact[2] + "/";
                write(device + "ifindex", fact[3] + "\n");
                write(device + "iflink", fact[4] + "\n");
            }
            case "fd" -> {
                link(directory + "fd/" + fact[2], fact[3]);
                write(
                        directory + "fdinfo/" + fact[2],
                        "pos:\t0\nflags:\t0104002\n"
                                + (fact.length > 4 ? "iff:\t" + fact[4] + "\n" : ""));
            }
            default -> throw new IOException("unknown fact " + fact[1]);
        }
    }
}
