package dev.ingot.component;

import java.io.IOException;
import java.nio.file.Path;

/// An extension that gives components a place on disk for what they remember over restarts.
public interface Storage extends Extension {
    /// The folder of one component, made where it is not there. It is the component's alone; two
    /// ids never share one.
    ///
    /// @throws IOException in the form `cannot <verb> <object> <value>: <cause>`
    Path folder(String componentId) throws IOException;
}
