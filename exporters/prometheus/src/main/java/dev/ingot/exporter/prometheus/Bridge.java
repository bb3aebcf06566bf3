package dev.ingot.exporter.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// From the [Store] to a stream. Used by several threads at once.
///
/// Working memory is kept for the next scrape: there are never more sets of it than there were
/// scrapes at once.
final class Bridge {
    /// Dialects whose text is kept; a Prometheus asks for one and the same each time.
    private static final int EXPOSITIONS = 3;

    private final Store store;
    private final Naming naming;
    private final boolean timestamps;
    private final InstantSource clock;
    private final Complaints complaints;
    private final Map<Dialect, Exposition> expositions = new LinkedHashMap<>(8, 0.75f, true);
    private final Deque<Memory> idle = new ArrayDeque<>();

    private record Memory(Moment moment, Chunks chunks) {}

    Bridge(
            Store store,
            Naming naming,
            boolean timestamps,
            InstantSource clock,
            Complaints complaints) {
        this.store = store;
        this.naming = naming;
        this.timestamps = timestamps;
        this.clock = clock;
        this.complaints = complaints;
    }

    /// Writes every series as it stands now.
    void write(Dialect dialect, OutputStream out) throws IOException {
        write(dialect, _ -> true, true, out);
    }

    /// Writes the series that a filter lets through.
    void write(Dialect dialect, Predicate<Line> filter, OutputStream out) throws IOException {
        write(dialect, filter, false, out);
    }

    private void write(Dialect dialect, Predicate<Line> filter, boolean all, OutputStream out)
            throws IOException {
        Memory memory = borrow();
        try {
            var now = clock.instant();
            store.copy(memory.moment, now.getEpochSecond() * 1_000_000_000L + now.getNano());
            Layout layout = exposition(dialect).layout(memory.moment);
            if (!all) {
                layout = layout.only(filter, dialect);
            }
            memory.chunks.to(out);
            dialect.write(layout, memory.moment, timestamps, memory.chunks);
            memory.chunks.flush();
        } finally {
            memory.chunks.to(OutputStream.nullOutputStream());
            giveBack(memory);
        }
    }

    private synchronized Exposition exposition(Dialect dialect) {
        Exposition exposition =
                expositions.computeIfAbsent(
                        dialect, missing -> new Exposition(naming, missing, complaints));
        if (expositions.size() > EXPOSITIONS) {
            expositions.remove(expositions.keySet().iterator().next());
        }
        return exposition;
    }

    private synchronized Memory borrow() {
        return idle.isEmpty() ? new Memory(new Moment(), new Chunks()) : idle.pop();
    }

    private synchronized void giveBack(Memory memory) {
        idle.push(memory);
    }
}
