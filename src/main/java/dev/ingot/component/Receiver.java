package dev.ingot.component;

/// Brings records into the agent and hands them to the [Intake] of its [Context].
public interface Receiver extends Component {}
