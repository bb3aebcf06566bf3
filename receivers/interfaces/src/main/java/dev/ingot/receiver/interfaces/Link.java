package dev.ingot.receiver.interfaces;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The physical side of an interface, from sysfs. What the kernel does not say is null.
///
/// @param carrierChanges how often the carrier came or went
/// @param speedBytes bytes per second
/// @param mtuBytes largest packet
/// @param duplex `full` or `half`
record Link(
        @Nullable Long carrierChanges,
        @Nullable Long speedBytes,
        @Nullable Long mtuBytes,
        @Nullable String duplex) {
    static final Link UNKNOWN = new Link(null, null, null, null);

    private static final long BYTES_IN_A_MEGABIT = 125_000;

    static Link read(HostFiles files, String name, @Nullable Long carrierChanges) {
        Path device = files.device(name);
        Long megabits = files.number(device.resolve("speed"));
        String duplex = files.line(device.resolve("duplex"));
        return new Link(
                carrierChanges,
                megabits == null || megabits < 0 ? null : megabits * BYTES_IN_A_MEGABIT,
                files.number(device.resolve("mtu")),
                duplex == null || duplex.equals("unknown") ? null : duplex);
    }
}
