package dev.ingot.component;

import java.io.IOException;

/// Something that is started and closed. The package text has the contract.
public interface Component extends AutoCloseable {
    /// Binds, opens and starts threads; returns without waiting for a peer.
    ///
    /// @throws IOException in the form `cannot <verb> <object> <value>: <cause>`
    void start() throws IOException;

    /// Stops taking input, hands on what was taken, ends the threads. May be called without start,
    /// and twice.
    @Override
    void close();
}
