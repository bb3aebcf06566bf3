package dev.ingot.receiver.interfaces;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules for any Linux host: what the kernel and the managers say before what a name suggests.
///
/// Beyond the types of [TrueNasNaming]: `lxc` and `incus` (system containers), `firewall` (the
/// bridges and links that Proxmox VE puts between a guest and its bridge), `bond`, `wireguard`,
/// `vxlan` and the kernel's other kinds by their own word, `tunnel` (tun and tap devices of nobody
/// known), `veth` (one end of a pair whose other end is nobody's that is known) and `virtual`
/// (dummy, ifb).
final class ExtendedNaming implements Naming {
    private static final List<String> PAIRS = List.of("veth", "cali", "lxc", "cilium");
    private static final List<String> VIRTUAL = List.of("dummy", "ifb", "nlmon");

    private final Known known;

    ExtendedNaming(Known known) {
        this.known = known;
    }

    @Override
    public Identity of(Device device) {
        String name = device.name();
        if (name.equals("lo")) {
            return new Identity("loopback", "loopback", "");
        }
        Owner owner = owner(device);
        if (owner != null) {
            return Identity.of(owner);
        }
        if (device.traits().bridge()) {
            return bridge(device);
        }
        if (device.traits().driver()) {
            return Identity.of("physical", device);
        }
        if (!device.traits().kind().isEmpty()) {
            return Identity.of(device.traits().kind(), device);
        }
        return byName(device);
    }

    private @Nullable Owner owner(Device device) {
        Owner guest = known.guest(device);
        if (guest != null) {
            return guest;
        }
        Owner container = known.container(device);
        if (container != null) {
            return container;
        }
        Owner systemContainer = known.systemContainer(device);
        if (systemContainer != null) {
            return systemContainer;
        }
        Owner machine = known.machine(device);
        return machine != null && isMacvtap(device.name())
                ? new Owner("macvtap", machine.instance(), machine.app())
                : machine;
    }

    private Identity bridge(Device device) {
        String network = known.network(device.name());
        return network == null
                ? Identity.of("bridge", device)
                : new Identity("bridge", network, Container.appOfNetwork(network));
    }

    private Identity byName(Device device) {
        String name = device.name();
        if (startsWithAny(name, PAIRS)) {
            boolean dockers = known.network(device.master()) != null;
            return new Identity(
                    dockers ? "docker" : "veth", name, known.appOfBridge(device.master()));
        }
        if (name.startsWith("vnet") || Guests.isTap(name)) {
            return Identity.of("vm", device);
        }
        if (isMacvtap(name)) {
            return Identity.of("macvtap", device);
        }
        if (device.traits().tun()) {
            return Identity.of("tunnel", device);
        }
        if (name.startsWith("team")) {
            return Identity.of("bond", device);
        }
        return Identity.of(startsWithAny(name, VIRTUAL) ? "virtual" : "unknown", device);
    }

    private static boolean isMacvtap(String name) {
        return name.startsWith("macvtap") || name.startsWith("macvlan");
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
