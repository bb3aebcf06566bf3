package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whose a veth is among the containers that LXC runs, for Incus, LXD and others: the cgroup of a
/// process in one ends in `lxc.payload.<name>`, or lies below it.
///
/// A look reads the cgroup of every process, so it is due only when a veth has no owner.
final class SystemContainers implements Mapping {
    private static final Pattern PAYLOAD = Pattern.compile("/lxc\\.payload\\.([^/\\n]+)");

    private final HostFiles files;
    private final Predicate<Device> owned;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private volatile Set<Integer> lookedAt = Set.of();
    private volatile Ownership ownership = Ownership.EMPTY;

    /// @param owned whether an interface has another owner
    SystemContainers(HostFiles files, Predicate<Device> owned) {
        this.files = files;
        this.owned = owned;
    }

    @Override
    public String name() {
        return "lxc";
    }

    @Override
    public boolean outdated(List<Device> devices) {
        Set<Integer> nameless = nameless(devices);
        return !nameless.isEmpty() && (!lookedAt.containsAll(nameless) || backoff.isOver());
    }

    private Set<Integer> nameless(List<Device> devices) {
        return devices.stream()
                .filter(device -> device.name().startsWith("veth") && device.index() != 0)
                .filter(device -> owner(device) == null && !owned.test(device))
                .map(Device::index)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void look(List<Device> devices) throws IOException {
        var byName = new HashMap<String, Long>();
        for (String entry : files.names(files.procfs())) {
            if (Character.isDigit(entry.charAt(0))) {
                String container = container(Long.parseLong(entry));
                if (container != null) {
                    byName.merge(container, Long.parseLong(entry), Math::min);
                }
            }
        }
        ownership = claims(byName);
        Set<Integer> nameless = nameless(devices);
        lookedAt = nameless;
        if (nameless.isEmpty()) {
            backoff.succeeded();
        } else {
            backoff.failed();
        }
    }

    private @Nullable String container(long pid) {
        String cgroup = files.line(files.process(pid).resolve("cgroup"));
        if (cgroup == null) {
            return null;
        }
        Matcher payload = PAYLOAD.matcher(cgroup);
        return payload.find() ? payload.group(1) : null;
    }

    /// The process with the lowest number stands for its container: the oldest, its init.
    private Ownership claims(Map<String, Long> byName) {
        var claims = Ownership.builder();
        byName.forEach((name, pid) -> {
            List<NetworkEnd> ends =
                    NetworkEnd.of(files, pid).stream().filter(end -> end.hostIndex() != 0).toList();
            if (name.equals(container(pid))) {
                claims.add(new Owner("lxc", name, ""), ends, Set.of());
            }
        });
        return claims.build();
    }

    @Override
    public @Nullable Owner owner(Device device) {
        return ownership.of(device);
    }
}
