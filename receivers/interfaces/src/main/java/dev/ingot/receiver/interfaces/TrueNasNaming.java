package dev.ingot.receiver.interfaces;

/// The rules of truenas-net-exporter, in its order: the first that fits.
///
/// They go by the beginning of the name, which is right on TrueNAS and wrong elsewhere now and
/// then: every veth is Docker's, `vmbr0` is unknown. [ExtendedNaming] is right there.
final class TrueNasNaming implements Naming {
    private final Known known;

    TrueNasNaming(Known known) {
        this.known = known;
    }

    @Override
    public Identity of(Device device) {
        String name = device.name();
        if (name.equals("lo")) {
            return new Identity("loopback", "loopback", "");
        }
        if (name.startsWith("veth")) {
            Owner owner = known.container(device);
            return owner != null
                    ? Identity.of(owner)
                    : new Identity("docker", name, known.appOfBridge(device.master()));
        }
        if (name.startsWith("vnet")) {
            return machine("vm", device);
        }
        if (name.startsWith("macvtap") || name.startsWith("macvlan")) {
            return machine("macvtap", device);
        }
        if (name.startsWith("vlan")) {
            return Identity.of("vlan", device);
        }
        if (name.startsWith("br") || name.startsWith("docker") || name.startsWith("incus")) {
            return name.startsWith("br-") ? bridge(device) : Identity.of("bridge", device);
        }
        return Identity.of(device.traits().driver() ? "physical" : "unknown", device);
    }

    private Identity machine(String type, Device device) {
        Owner owner = known.machine(device);
        return new Identity(type, owner == null ? device.name() : owner.instance(), "");
    }

    private Identity bridge(Device device) {
        String network = known.network(device.name());
        return network == null
                ? Identity.of("bridge", device)
                : new Identity("bridge", network, Container.appOfNetwork(network));
    }
}
