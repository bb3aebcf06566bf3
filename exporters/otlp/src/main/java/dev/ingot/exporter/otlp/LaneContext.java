package dev.ingot.exporter.otlp;

import dev.ingot.telemetry.Tally;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/// What the parts of a lane share.
///
/// @param tally the exporter's counters
/// @param closing is counted down when the exporter closes: who waits for anything else gives up
record LaneContext(
        System.Logger log,
        Tally tally,
        InstantSource clock,
        Complaints complaints,
        Outage outage,
        CountDownLatch closing) {}
