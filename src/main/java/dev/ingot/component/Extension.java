package dev.ingot.component;

/// Something beside the pipelines, such as a health check.
public interface Extension extends Component {
    /// Called when the state of the agent changes: true once every component has started, false
    /// when it begins to stop.
    default void ready(boolean ready) {}
}
