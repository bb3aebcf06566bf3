package dev.ingot.receiver.interfaces;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What stays true of an interface for as long as it exists, from sysfs.
///
/// @param own whether sysfs shows this very interface, and not one of the same name in another
///   network namespace
/// @param peer the number of the other end of a veth pair, in the other end's namespace; of the
///   parent of a VLAN or macvtap; of itself for the rest; 0 where unknown
/// @param kind the kernel's DEVTYPE such as `bridge`, `vlan`, `bond`, `wireguard`; empty for plain
///   Ethernet, veth, tap, dummy
/// @param driver whether a device with a driver stands behind it
/// @param bridge whether it is a Linux bridge
/// @param tun whether it is a tun or tap device
/// @param address the hardware address; empty where it has none
record Traits(
        boolean own,
        int peer,
        String kind,
        boolean driver,
        boolean bridge,
        boolean tun,
        String address) {
    static final Traits UNKNOWN = new Traits(false, 0, "", false, false, false, "");

    private static final String DEVTYPE = "DEVTYPE=";

    /// @param index the number that the interface has; 0 where that is not known
    static Traits read(HostFiles files, String name, int index) {
        Path device = files.device(name);
        Long shown = files.number(device.resolve("ifindex"));
        if (shown == null || (index != 0 && shown != index)) {
            return UNKNOWN;
        }
        Long peer = files.number(device.resolve("iflink"));
        String address = files.line(device.resolve("address"));
        return new Traits(
                true,
                peer == null ? 0 : peer.intValue(),
                kind(files.line(device.resolve("uevent"))),
                files.exists(device.resolve("device/driver")),
                files.exists(device.resolve("bridge")),
                files.exists(device.resolve("tun_flags")),
                address == null ? "" : address);
    }

    private static String kind(@Nullable String uevent) {
        if (uevent == null) {
            return "";
        }
        return uevent.lines()
                .filter(line -> line.startsWith(DEVTYPE))
                .map(line -> line.substring(DEVTYPE.length()))
                .findFirst()
                .orElse("");
    }
}
