package dev.ingot.component;

import dev.ingot.record.Signal;
import dev.ingot.telemetry.Tally;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// What a component may reach for; there are no statics besides.
///
/// @param id the component's id, such as `graphite` or `otlp_http/mimir`
/// @param sink where a receiver's records go; for other components a sink that refuses
/// @param clock the only clock for times of day
/// @param tally the component's counters
/// @param closing how long `close` may take to hand on what is left
/// @param extensions the extensions by id; complete and started when the component is started, not
///   yet when it is made
public record Context(
        String id,
        Sink sink,
        InstantSource clock,
        Tally tally,
        Duration closing,
        Map<String, Extension> extensions) {
    /// A context without extensions.
    public Context(String id, Sink sink, InstantSource clock, Tally tally, Duration closing) {
        this(id, sink, clock, tally, closing, Map.of());
    }

    /// A context for a component that hands nothing on.
    public Context(String id, InstantSource clock, Tally tally, Duration closing) {
        this(id, Context::noSink, clock, tally, closing);
    }

    private static Verdict noSink(Signal signal, WhenFull whenFull) {
        return new Verdict.Refused("this component hands nothing on");
    }

    /// The component's logger, named after its id.
    public System.Logger logger() {
        return System.getLogger(id);
    }

    /// Where a receiver hands in what arrived by one transport, such as `tcp` or `http`.
    public Intake intake(String transport) {
        return new Intake(sink, tally.with("transport", transport));
    }

    /// Nanoseconds since the epoch.
    public long nowNanos() {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
