package dev.ingot.receiver.interfaces;

/// Whose an interface is.
///
/// @param type the value of `instance_type`
/// @param instance the name of the container or machine
/// @param app the application it is a part of; empty for none
record Owner(String type, String instance, String app) {}
