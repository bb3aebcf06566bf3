package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The interfaces that a QEMU process holds open.
///
/// A tap is an open `/dev/net/tun` whose `fdinfo` names it (`iff:<tab>vnet0`); a macvtap is an open
/// `/dev/tap<number of the interface>`. Reading either of another user's process needs
/// CAP_SYS_PTRACE.
final class QemuProcess {
    private static final String TUN = "/dev/net/tun";
    private static final String TAP = "/dev/tap";
    private static final String NAME = "iff:";

    private QemuProcess() {}

    /// The numbers of the interfaces; an open file that cannot be read is left out.
    ///
    /// @throws IOException where nothing of the process can be read
    static Set<Integer> interfaces(HostFiles files, long pid) throws IOException {
        Path process = files.process(pid);
        var indexes = new HashSet<Integer>();
        for (String fd : files.names(process.resolve("fd"))) {
            String target = files.link(process.resolve("fd").resolve(fd));
            if (target == null) {
                continue;
            }
            if (target.equals(TUN)) {
                add(indexes, indexOf(files, tapName(files, process.resolve("fdinfo").resolve(fd))));
            } else if (target.startsWith(TAP)) {
                add(indexes, number(target.substring(TAP.length())));
            }
        }
        return indexes;
    }

    private static void add(Set<Integer> indexes, @Nullable Long index) {
        if (index != null) {
            indexes.add(index.intValue());
        }
    }

    private static @Nullable String tapName(HostFiles files, Path fdinfo) {
        String text = files.line(fdinfo);
        return text == null
                ? null
                : text.lines()
                        .filter(line -> line.startsWith(NAME))
                        .map(line -> line.substring(NAME.length()).strip())
                        .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
                        .findFirst()
                        .orElse(null);
    }

    /// The number that the interface of this name has now.
    static @Nullable Long indexOf(HostFiles files, @Nullable String name) {
        return name == null ? null : files.number(files.device(name).resolve("ifindex"));
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notATap) {
            return null;
        }
    }
}
