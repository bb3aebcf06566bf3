package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One interface inside another network namespace, such as `eth0` of a container.
///
/// @param index its number in there
/// @param hostIndex the number of its other end on the host; 0 where that could not be read
/// @param namespace the namespace's identity; null where it could not be read
record NetworkEnd(int index, int hostIndex, @Nullable String namespace) {

    /// The interfaces of the namespace that a process lives in, but for `lo`.
    ///
    /// The process's own sysfs says how they are joined to the host's; reading it needs
    /// CAP_SYS_PTRACE. Without, the numbers alone are known.
    static List<NetworkEnd> of(HostFiles files, long pid) {
        Path process = files.process(pid);
        String namespace = files.link(process.resolve("ns/net"));
        Path sysfs = process.resolve("root/sys/class/net");
        var ends = new ArrayList<NetworkEnd>();
        for (String name : namesIn(files, sysfs)) {
            Long index = files.number(sysfs.resolve(name).resolve("ifindex"));
            Long link = files.number(sysfs.resolve(name).resolve("iflink"));
            if (!name.equals("lo") && index != null && link != null) {
                ends.add(new NetworkEnd(index.intValue(), link.intValue(), namespace));
            }
        }
        return ends.isEmpty() ? numbersOnly(files, process, namespace) : List.copyOf(ends);
    }

    private static List<String> namesIn(HostFiles files, Path sysfs) {
        try {
            return files.names(sysfs);
        } catch (IOException notAllowed) {
            return List.of();
        }
    }

    private static List<NetworkEnd> numbersOnly(
            HostFiles files, Path process, @Nullable String namespace) {
        String igmp = files.line(process.resolve("net/igmp"));
        if (igmp == null) {
            return List.of();
        }
        return Indexes.parse(igmp).entrySet().stream()
                .filter(entry -> !entry.getKey().equals("lo"))
                .map(entry -> new NetworkEnd(entry.getValue(), 0, namespace))
                .toList();
    }
}
