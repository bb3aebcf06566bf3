package dev.ingot.poll;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import java.util.HashMap;
import java.util.Map;

/// The series of one endpoint, kept from round to round: a known one is made once, and one that is
/// missing from a round that went well is marked as ended, once. One thread at a time.
final class Ledger {
    private static final class Entry {
        final Series series;
        long seenInRound;

        Entry(Series series) {
            this.series = series;
        }
    }

    private final Origin origin;
    private final Map<Metric, Map<Labels, Entry>> known = new HashMap<>();
    private final Points points = new Points();
    private long rounds;

    Ledger(Origin origin) {
        this.origin = origin;
    }

    /// The points of a round that went well, and the marks of what was not seen again. Valid until
    /// the next call.
    Points enter(Round round) {
        rounds++;
        points.clear();
        for (Round.Reading reading : round.readings()) {
            Series series = seen(reading);
            if (reading.whole()) {
                points.addLong(series, round.timeNanos(), reading.bits());
            } else {
                points.add(series, round.timeNanos(), Double.longBitsToDouble(reading.bits()));
            }
        }
        known.values().forEach(entries -> endUnseen(entries, round.timeNanos()));
        known.values().removeIf(Map::isEmpty);
        return points;
    }

    private void endUnseen(Map<Labels, Entry> entries, long timeNanos) {
        entries.values()
                .removeIf(entry -> {
                    boolean vanished = entry.seenInRound != rounds;
                    if (vanished) {
                        points.addStale(entry.series, timeNanos);
                    }
                    return vanished;
                });
    }

    /// Marks every series as ended: the source has been failing for too long.
    Points giveUp(long timeNanos) {
        points.clear();
        for (Map<Labels, Entry> entries : known.values()) {
            entries.values().forEach(entry -> points.addStale(entry.series, timeNanos));
        }
        known.clear();
        return points;
    }

    private Series seen(Round.Reading reading) {
        Map<Labels, Entry> entries = known.computeIfAbsent(reading.metric(), _ -> new HashMap<>());
        Entry entry = entries.get(reading.labels());
        if (entry == null || entry.series.startNanos() != reading.startNanos()) {
            entry =
                    new Entry(
                            Series.of(
                                    origin,
                                    reading.metric(),
                                    reading.labels(),
                                    reading.startNanos()));
            entries.put(reading.labels(), entry);
        }
        entry.seenInRound = rounds;
        return entry.series;
    }
}
