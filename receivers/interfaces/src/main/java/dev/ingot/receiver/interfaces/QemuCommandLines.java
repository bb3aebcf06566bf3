package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The virtual machines that run without a manager that could be asked: the command line of a QEMU
/// process gives its name, `-name guest=web,…` or `-name web,…`.
final class QemuCommandLines implements MachineSource {
    private final HostFiles files;

    QemuCommandLines(HostFiles files) {
        this.files = files;
    }

    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public Map<Integer, String> machines() throws IOException {
        var machines = new HashMap<Integer, String>();
        for (String entry : files.names(files.procfs())) {
            if (!Character.isDigit(entry.charAt(0))) {
                continue;
            }
            long pid = Long.parseLong(entry);
            String comm = files.line(files.process(pid).resolve("comm"));
            if (comm != null && (comm.startsWith("qemu") || comm.equals("kvm"))) {
                String name = name(files.line(files.process(pid).resolve("cmdline")));
                if (name != null) {
                    QemuProcess.interfaces(files, pid).forEach(index -> machines.put(index, name));
                }
            }
        }
        return machines;
    }

    /// The name in a command line whose arguments end in NUL; null where it has none.
    static @Nullable String name(@Nullable String cmdline) {
        if (cmdline == null) {
            return null;
        }
        String[] arguments = cmdline.split("\0", -1);
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("-name")) {
                String name = firstPart(arguments[i + 1]);
                String plain = name.startsWith("guest=") ? name.substring(6) : name;
                return plain.isEmpty() ? null : plain;
            }
        }
        return null;
    }

    /// Up to the first comma; two commas stand for one.
    private static String firstPart(String options) {
        var part = new StringBuilder();
        for (int i = 0; i < options.length(); i++) {
            if (options.charAt(i) == ',') {
                if (i + 1 == options.length() || options.charAt(i + 1) != ',') {
                    break;
                }
                i++;
            }
            part.append(options.charAt(i));
        }
        return part.toString();
    }
}
