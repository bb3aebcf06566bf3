package dev.ingot.receiver.interfaces;

import java.util.regex.Pattern;

/// What the name of a process's cgroup says about the container it runs in.
final class Cgroups {
    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{64}");

    private Cgroups() {}

    /// Whether a process may be in a container: false where its cgroup names another one, or it is
    /// gone. The number of a process is used again, so a late reader could look into a stranger.
    static boolean mayBe(HostFiles files, long pid, String container) {
        String cgroup = files.line(files.process(pid).resolve("cgroup"));
        if (cgroup == null) {
            return false;
        }
        return cgroup.contains(container) || !CONTAINER_ID.matcher(cgroup).find();
    }
}
