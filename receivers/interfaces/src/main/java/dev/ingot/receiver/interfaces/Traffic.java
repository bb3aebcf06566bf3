package dev.ingot.receiver.interfaces;

/// What the kernel has counted on one interface, from the host's side: what a container receives,
/// its interface on the host transmits. Unsigned 64-bit numbers.
record Traffic(
        long rxBytes,
        long rxPackets,
        long rxErrors,
        long rxDropped,
        long txBytes,
        long txPackets,
        long txErrors,
        long txDropped) {

    /// The number as a metric carries it: whole, unless it is beyond what a signed one can hold.
    static Number number(long unsigned) {
        if (unsigned >= 0) {
            return unsigned;
        }
        return (unsigned >>> 1) * 2.0;
    }
}
