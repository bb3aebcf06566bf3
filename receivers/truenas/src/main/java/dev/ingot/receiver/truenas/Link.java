package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// A way to talk to one NAS, logged in. Used by several threads at once.
sealed interface Link extends AutoCloseable permits RpcLink, RestLink {
    /// Asks and waits for the answer, for as long as it takes: the poller interrupts.
    ///
    /// @throws ApiException.NoSuchMethod where the release does not have it
    /// @throws ApiException.Lost where the link is of no more use
    /// @throws ApiException where the NAS answers with an error
    JsonNode call(Query query) throws ApiException, InterruptedException;

    /// Whether the NAS answers anything at all within a time.
    boolean answers(Duration within) throws InterruptedException;

    boolean isOpen();

    /// What it is called in logs.
    String kind();

    @Override
    void close();
}
