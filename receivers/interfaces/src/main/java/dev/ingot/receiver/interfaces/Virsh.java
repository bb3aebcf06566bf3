package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The virtual machines of libvirt: `virsh domiflist` names the interfaces of each.
final class Virsh implements MachineSource {
    /// TrueNAS runs a libvirt of its own on this socket, which plain `virsh` does not find.
    private static final String TRUENAS_SOCKET = "/run/truenas_libvirt/libvirt-sock";

    private final Command command;
    private final HostFiles files;
    private final String uri;

    /// @param uri how to reach libvirt; empty for TrueNAS's own or the default
    Virsh(Command command, HostFiles files, String uri) {
        this.command = command;
        this.files = files;
        this.uri = uri;
    }

    @Override
    public boolean isHere() {
        return command.find("virsh") != null;
    }

    @Override
    public Map<Integer, String> machines() throws IOException, InterruptedException {
        var machines = new HashMap<Integer, String>();
        for (String name : virsh("list", "--name", "--state-running").lines().toList()) {
            if (name.isBlank()) {
                continue;
            }
            for (String device : interfaces(virsh("domiflist", "--", name.strip()))) {
                Long index = QemuProcess.indexOf(files, device);
                if (index != null) {
                    machines.put(index.intValue(), name.strip());
                }
            }
        }
        return machines;
    }

    /// The first column below the line of dashes; `-` says that an interface has no device.
    static List<String> interfaces(String table) {
        return table.lines()
                .dropWhile(line -> !line.startsWith("---"))
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("\\s+", 2)[0])
                .filter(device -> !device.equals("-") && device.indexOf('/') < 0)
                .toList();
    }

    private String virsh(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<String>();
        String connect = uri();
        if (!connect.isEmpty()) {
            all.add("--connect");
            all.add(connect);
        }
        all.addAll(List.of(arguments));
        return command.output("virsh", all.toArray(String[]::new));
    }

    private String uri() {
        if (uri.isEmpty() && Files.exists(files.inRoot(TRUENAS_SOCKET))) {
            return "qemu+unix:///system?socket=" + TRUENAS_SOCKET;
        }
        return uri;
    }
}
