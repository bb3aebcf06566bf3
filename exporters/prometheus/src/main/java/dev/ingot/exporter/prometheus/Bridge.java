package dev.ingot.exporter.prometheus;

import dev.ingot.record.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// From the [Store] to a stream. Used by several threads at once.
final class Bridge {
    /// Dialects whose text is kept; a Prometheus asks for one and the same each time.
    private static final int EXPOSITIONS = 3;

    /// Sets of working memory kept for the next scrapes.
    private static final int KEPT = 2;

    private final Store store;
    private final Naming naming;
    private final Infos infos;
    private final boolean timestamps;
    private final InstantSource clock;
    private final Complaints complaints;
    private final Map<Dialect, Exposition> expositions = new LinkedHashMap<>(8, 0.75f, true);
    private final Turns turns;
    private final Deque<Memory> idle = new ArrayDeque<>();

    private record Memory(Moment moment, Chunks chunks) {}

    Bridge(
            Store store,
            Naming naming,
            Infos infos,
            boolean timestamps,
            InstantSource clock,
            Complaints complaints) {
        this.store = store;
        this.naming = naming;
        this.infos = infos;
        this.timestamps = timestamps;
        this.clock = clock;
        this.complaints = complaints;
        turns = new Turns(complaints.tally());
    }

    /// Writes the series as they stand now: all, or those that a filter lets through.
    void write(Dialect dialect, Optional<Predicate<Line>> filter, OutputStream out)
            throws IOException {
        try (Turns.Turn turn = turns.take()) {
            Memory memory = borrow();
            try {
                write(dialect, filter, memory, turn.watched(out));
            } finally {
                memory.chunks.to(OutputStream.nullOutputStream());
                giveBack(memory);
            }
        }
    }

    private void write(
            Dialect dialect, Optional<Predicate<Line>> filter, Memory memory, OutputStream out)
            throws IOException {
        store.copy(memory.moment, nowNanos());
        Layout layout = exposition(dialect).layout(memory.moment);
        if (filter.isPresent()) {
            layout = layout.only(filter.get(), dialect);
        }
        complaints.twins(layout.twins());
        memory.chunks.to(out);
        dialect.write(layout, memory.moment, timestamps, memory.chunks);
        memory.chunks.flush();
    }

    /// Who is read: the origins of the series that are served now.
    Set<Origin> origins() {
        return slots().map(slot -> slot.series().origin()).collect(Collectors.toSet());
    }

    Stream<Slot> slots() {
        return Arrays.stream(store.slots(nowNanos())).mapMulti(Bridge::skipFree);
    }

    private static void skipFree(@Nullable Slot slot, Consumer<Slot> next) {
        if (slot != null) {
            next.accept(slot);
        }
    }

    int size() {
        return store.size();
    }

    private long nowNanos() {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private synchronized Exposition exposition(Dialect dialect) {
        Exposition exposition =
                expositions.computeIfAbsent(
                        dialect, missing -> new Exposition(naming, infos, missing, complaints));
        if (expositions.size() > EXPOSITIONS) {
            expositions.remove(expositions.keySet().iterator().next());
        }
        return exposition;
    }

    private synchronized Memory borrow() {
        return idle.isEmpty() ? new Memory(new Moment(), new Chunks()) : idle.pop();
    }

    private synchronized void giveBack(Memory memory) {
        if (idle.size() < KEPT) {
            idle.push(memory);
        }
    }
}
