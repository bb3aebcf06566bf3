package dev.ingot.exporter.otlp;

import dev.ingot.telemetry.Tally;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/// What the parts of a lane share.
///
/// @param tally the exporter's counters
/// @param stock what the lane holds
/// @param waiting how waits are waited
/// @param closing is counted down when the exporter closes: who waits for anything else gives up
record LaneContext(
        System.Logger log,
        Tally tally,
        InstantSource clock,
        Complaints complaints,
        Outage outage,
        Stock stock,
        Waiting waiting,
        CountDownLatch closing) {
    /// Waits for a time, or until the exporter closes.
    void pause(Duration time) throws InterruptedException {
        waiting.await(closing, time);
    }
}
