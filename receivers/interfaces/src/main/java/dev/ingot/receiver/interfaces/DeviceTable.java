package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Reads all interfaces of the host, and remembers what does not change. One thread at a time.
///
/// In the steady state a round reads three files for all interfaces together and three for each.
final class DeviceTable {
    /// Link speed and MTU are read again after so many rounds even if the carrier stayed.
    private static final int LINK_ROUNDS = 20;

    private static final class Remembered {
        final int index;
        final Traits traits;
        Link link = Link.UNKNOWN;
        int linkAge = LINK_ROUNDS;

        Remembered(int index, Traits traits) {
            this.index = index;
            this.traits = traits;
        }
    }

    private final HostFiles files;
    private final boolean links;
    private final Watch sysfs;
    private final Runnable badLine;
    private Map<String, Remembered> known = new HashMap<>();
    private Set<String> foreignBefore = Set.of();

    /// @param links whether to read [Link]
    /// @param sysfs told whether sysfs shows the host's interfaces
    /// @param badLine told of every line that was not understood
    DeviceTable(HostFiles files, boolean links, Watch sysfs, Runnable badLine) {
        this.files = files;
        this.links = links;
        this.sysfs = sysfs;
        this.badLine = badLine;
    }

    /// The interfaces in the kernel's order.
    ///
    /// The numbers are read before and after the counters: a name that changed hands in between
    /// gets none, so that nobody's traffic is taken for another's.
    List<Device> read() throws IOException {
        Map<String, Integer> before = indexes();
        Map<String, Traffic> traffic = counters();
        Map<String, Integer> after = indexes();
        var seen = new HashMap<String, Remembered>();
        var devices = new ArrayList<Device>(traffic.size());
        var foreign = new ArrayList<String>();
        for (var entry : traffic.entrySet()) {
            Device device = device(entry.getKey(), entry.getValue(), before, after, seen);
            devices.add(device);
            if (!device.traits().own()) {
                foreign.add(device.name());
            }
        }
        known = seen;
        if (!foreign.isEmpty()) {
            var left = counters().keySet();
            devices.removeIf(device -> !left.contains(device.name()));
            foreign.retainAll(left);
        }
        tellOfSysfs(foreign);
        return devices;
    }

    /// An interface that comes or goes is not shown for a moment; one that is not shown twice in a
    /// row stands for a sysfs of another namespace, or none.
    private void tellOfSysfs(List<String> foreign) {
        List<String> twice = foreign.stream().filter(foreignBefore::contains).toList();
        foreignBefore = Set.copyOf(foreign);
        if (twice.isEmpty()) {
            sysfs.worked(null);
        } else {
            sysfs.failed(describe(twice), null);
        }
    }

    private String describe(List<String> foreign) {
        return "cannot read "
                + files.device(foreign.getFirst())
                + ": sysfs does not show this interface of the host; "
                + foreign.size()
                + " interfaces have no state, bridge or owner";
    }

    private Map<String, Traffic> counters() throws IOException {
        return NetDev.parse(files.text(files.hostNet("dev")), badLine);
    }

    private Map<String, Integer> indexes() {
        String text = files.line(files.hostNet("igmp"));
        return text == null ? Map.of() : Indexes.parse(text);
    }

    private Device device(
            String name,
            Traffic traffic,
            Map<String, Integer> before,
            Map<String, Integer> after,
            Map<String, Remembered> seen) {
        Integer first = before.get(name);
        boolean certain = Objects.equals(first, after.get(name));
        int listed = certain && first != null ? first : 0;
        if (certain && first == null) {
            Long shown = files.number(files.device(name).resolve("ifindex"));
            listed = shown == null ? 0 : shown.intValue();
        }
        Remembered fixed = known.get(name);
        if (fixed == null || fixed.index != listed || !fixed.traits.own()) {
            fixed = new Remembered(listed, Traits.read(files, name, listed));
        }
        seen.put(name, fixed);
        if (!fixed.traits.own()) {
            return new Device(name, 0, traffic, "unknown", "", fixed.traits, Link.UNKNOWN);
        }
        return new Device(
                name, listed, traffic, state(name), master(name), fixed.traits, link(name, fixed));
    }

    private String state(String name) {
        String state = files.line(files.device(name).resolve("operstate"));
        return state == null || state.isEmpty() ? "unknown" : state.toLowerCase(Locale.ROOT);
    }

    private String master(String name) {
        if (name.equals("lo")) {
            return "";
        }
        String target = files.link(files.device(name).resolve("master"));
        return target == null ? "" : target.substring(target.lastIndexOf('/') + 1);
    }

    private Link link(String name, Remembered device) {
        if (!links) {
            return Link.UNKNOWN;
        }
        Long changes = files.number(files.device(name).resolve("carrier_changes"));
        if (device.linkAge >= LINK_ROUNDS
                || !Objects.equals(changes, device.link.carrierChanges())) {
            device.link = Link.read(files, name, changes);
            device.linkAge = 0;
        }
        device.linkAge++;
        return device.link;
    }
}
