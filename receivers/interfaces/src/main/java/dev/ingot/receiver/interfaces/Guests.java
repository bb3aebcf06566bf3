package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whose an interface is on a Proxmox VE node: the names carry the guest's number, and the guest's
/// file below `/etc/pve` its name.
///
/// `tap100i0` is the first network card of VM 100, `veth101i0` of container 101; `fwbr100i0`,
/// `fwpr100p0` and `fwln100i0` stand between a card and its bridge, where the firewall filters.
final class Guests implements Mapping {
    private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(5);
    private static final Pattern CARD = Pattern.compile("(tap|veth)([1-9]\\d{0,8})i\\d+");
    private static final Pattern FIREWALL =
            Pattern.compile("(fwbr|fwpr|fwln)([1-9]\\d{0,8})[iop]\\d+");
    private static final int MOST_GUESTS = 20_000;

    private final HostFiles files;
    private volatile Map<String, Owner> guests = Map.of();
    private volatile long lookedNanos = System.nanoTime();

    Guests(HostFiles files) {
        this.files = files;
    }

    /// Whether the host looks like a Proxmox VE node.
    boolean isHere() {
        return files.exists(files.inRoot("/etc/pve"));
    }

    static boolean isTap(String name) {
        return name.startsWith("tap") && CARD.matcher(name).matches();
    }

    @Override
    public String name() {
        return "guests";
    }

    @Override
    public boolean outdated(List<Device> devices) {
        Map<String, Owner> known = guests;
        boolean unknown = false;
        boolean any = false;
        for (Device device : devices) {
            String id = guest(device.name());
            any |= id != null;
            unknown |= id != null && !known.containsKey(id);
        }
        return unknown || (any && System.nanoTime() - lookedNanos > AT_LEAST_EVERY.toNanos());
    }

    @Override
    public void look(List<Device> devices) throws IOException {
        var found = new HashMap<String, Owner>();
        for (Device device : devices) {
            String id = guest(device.name());
            if (id != null && found.size() < MOST_GUESTS) {
                found.computeIfAbsent(id, this::read);
            }
        }
        guests = Map.copyOf(found);
        lookedNanos = System.nanoTime();
    }

    private Owner read(String id) {
        String vm = setting("/etc/pve/qemu-server/" + id + ".conf", "name:");
        if (vm != null) {
            return new Owner("vm", vm, "");
        }
        String container = setting("/etc/pve/lxc/" + id + ".conf", "hostname:");
        return container == null ? new Owner("", id, "") : new Owner("lxc", container, "");
    }

    /// A setting of the guest as it runs: those below a `[snapshot]` are of another time.
    private @Nullable String setting(String path, String key) {
        Path file = files.inRoot(path);
        String text = files.line(file);
        if (text == null) {
            return null;
        }
        return text.lines()
                .takeWhile(line -> !line.startsWith("["))
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String guest(String device) {
        Matcher card = CARD.matcher(device);
        if (card.matches()) {
            return card.group(2);
        }
        Matcher firewall = FIREWALL.matcher(device);
        return firewall.matches() ? firewall.group(2) : null;
    }

    @Override
    public @Nullable Owner owner(Device device) {
        String id = guest(device.name());
        if (id == null) {
            return null;
        }
        Owner known = guests.get(id);
        String instance = known == null ? id : known.instance();
        return new Owner(type(device.name()), instance, "");
    }

    private static String type(String name) {
        if (name.startsWith("tap")) {
            return "vm";
        }
        return name.startsWith("veth") ? "lxc" : "firewall";
    }
}
