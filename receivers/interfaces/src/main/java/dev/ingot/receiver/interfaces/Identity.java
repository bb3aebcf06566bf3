package dev.ingot.receiver.interfaces;

/// What the labels say of an interface, beside its name.
///
/// @param type the label `instance_type`
/// @param instance the label `instance`
/// @param app the label `app`; empty for none
record Identity(String type, String instance, String app) {
    static Identity of(String type, Device device) {
        return new Identity(type, device.name(), "");
    }

    static Identity of(Owner owner) {
        return new Identity(owner.type(), owner.instance(), owner.app());
    }
}
