package dev.ingot.receiver.interfaces;

/// Gives every interface a type, a name and an application.
@FunctionalInterface
interface Naming {
    Identity of(Device device);
}
