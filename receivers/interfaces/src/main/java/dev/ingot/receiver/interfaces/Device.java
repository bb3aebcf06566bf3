package dev.ingot.receiver.interfaces;

/// One interface of the host as it was in one round.
///
/// @param index the kernel's number for it, never used twice while the machine is up; 0 where it
///   was not certain that the counters and the number belong together
/// @param state sysfs's operstate in lower case: `up`, `down`, `unknown`, `lowerlayerdown`, …
/// @param master the bridge, bond or other interface that it is attached to; empty for none
record Device(
        String name,
        int index,
        Traffic traffic,
        String state,
        String master,
        Traits traits,
        Link link) {}
