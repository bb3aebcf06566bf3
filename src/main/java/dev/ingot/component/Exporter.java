package dev.ingot.component;

/// Takes records out of the agent. Used by several threads at once.
public interface Exporter extends Component, Sink {}
