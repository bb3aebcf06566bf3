package dev.ingot.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// Log records. Not safe for several threads at once.
public final class Logs implements Signal, Iterable<LogRecord> {
    private final List<LogRecord> records;

    public Logs() {
        records = new ArrayList<>();
    }

    public static Logs of(LogRecord... records) {
        var logs = new Logs();
        Collections.addAll(logs.records, records);
        return logs;
    }

    public void add(LogRecord logRecord) {
        records.add(logRecord);
    }

    public void addAll(Logs from) {
        records.addAll(from.records);
    }

    /// Forgets the records and keeps the room.
    public void clear() {
        records.clear();
    }

    public LogRecord get(int index) {
        return records.get(index);
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public Type type() {
        return Type.LOGS;
    }

    @Override
    public Iterator<LogRecord> iterator() {
        return records.iterator();
    }

    /// The records as an SDK log exporter takes them; a copy, which may be kept.
    public List<LogRecord> logRecordData() {
        return List.copyOf(records);
    }
}
