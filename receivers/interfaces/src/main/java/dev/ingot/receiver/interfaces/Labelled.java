package dev.ingot.receiver.interfaces;

/// An interface with everything its labels say.
///
/// @param vlan empty for none, or where the label is switched off
record Labelled(Device device, Identity identity, String vlan) {
    Traffic traffic() {
        return device.traffic();
    }
}
