package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Encoded requests that wait to be sent, oldest first. One thread puts, one takes, any may ask.
///
/// It says what it holds to the lane's [Stock] and knows no limit: [Batcher] takes in no more than
/// there is room for.
interface RequestQueue extends AutoCloseable {
    /// Adds a request. For a queue on disk it is there after a crash of the agent once this
    /// returns.
    ///
    /// @param moved what of the pending records the request takes the place of
    /// @throws IOException where it cannot be stored now; nothing was added
    void put(ExportRequest request, Load moved) throws IOException;

    /// Passes a request that could not be stored by in memory, once nothing waits before it.
    ///
    /// @param longest how long to wait for that
    /// @return whether it went
    boolean pass(ExportRequest request, Load moved, Duration longest) throws InterruptedException;

    /// The oldest request, which stays the queue's until [#done]; waits for one. Null after [#end]
    /// when none is left.
    @Nullable ExportRequest take() throws InterruptedException;

    /// The request that was taken is dealt with: forget it.
    void done();

    /// Drops the oldest request that is not taken.
    ///
    /// @return how many records were in it; 0 where there is none
    int dropOldest();

    /// No more requests will be put.
    void end();

    /// How many more bytes can be stored, whatever the queue's own limit.
    long room();

    /// When the oldest request was encoded, in milliseconds since the epoch; 0 where there is none.
    long oldestMillis();

    /// Whether what is stored is there after a crash.
    boolean durable();

    /// How many of the records that wait will be there at the next start.
    long kept();

    /// Gives back files. What was not dealt with stays, where the queue is durable.
    @Override
    void close();
}
