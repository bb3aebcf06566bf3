package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whose a tap or macvtap is, by the first source that knows any machine's.
///
/// A look is due when the set of such interfaces has changed, when one has no name yet (ever less
/// often), and now and then since machines can be renamed.
final class Machines implements Mapping {
    private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(5);

    private final List<MachineSource> sources;
    private final Predicate<Device> candidate;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), AT_LEAST_EVERY);
    private volatile Set<Integer> lookedAt = Set.of();
    private volatile Map<Integer, String> machines = Map.of();
    private volatile long lookedNanos = System.nanoTime();

    /// @param sources asked in this order
    /// @param candidate whether an interface may be a machine's
    Machines(List<MachineSource> sources, Predicate<Device> candidate) {
        this.sources = List.copyOf(sources);
        this.candidate = candidate;
    }

    @Override
    public String name() {
        return "vms";
    }

    @Override
    public boolean outdated(List<Device> devices) {
        Set<Integer> now = indexes(devices);
        if (now.isEmpty()) {
            return false;
        }
        if (!lookedAt.containsAll(now)) {
            return true;
        }
        boolean nameless = !machines.keySet().containsAll(now);
        boolean old = System.nanoTime() - lookedNanos > AT_LEAST_EVERY.toNanos();
        return old || (nameless && backoff.isOver());
    }

    private Set<Integer> indexes(List<Device> devices) {
        return devices.stream()
                .filter(candidate)
                .map(Device::index)
                .filter(index -> index != 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void look(List<Device> devices) throws IOException, InterruptedException {
        Set<Integer> now = indexes(devices);
        IOException trouble = null;
        for (MachineSource source : sources) {
            if (!source.isHere()) {
                continue;
            }
            try {
                Map<Integer, String> found = source.machines();
                if (!found.isEmpty()) {
                    machines = Map.copyOf(found);
                    break;
                }
            } catch (IOException failed) {
                trouble = failed;
            }
        }
        lookedAt = now;
        lookedNanos = System.nanoTime();
        if (machines.keySet().containsAll(now)) {
            backoff.succeeded();
            return;
        }
        backoff.failed();
        if (trouble != null) {
            throw trouble;
        }
    }

    @Override
    public @Nullable Owner owner(Device device) {
        String name = device.index() == 0 ? null : machines.get(device.index());
        return name == null ? null : new Owner("vm", name, "");
    }
}
