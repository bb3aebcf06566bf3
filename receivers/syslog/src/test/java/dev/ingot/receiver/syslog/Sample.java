package dev.ingot.receiver.syslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Reads one message and shows what was understood as a line.
final class Sample {
    /// When every sample arrives: shortly after New Year.
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Sample() {}

    static String read(String message) {
        return read(Dialect.AUTO, "UTC", message);
    }

    static String read(Dialect dialect, String location, String message) {
        return read(dialect, location, false, message);
    }

    static String read(Dialect dialect, String location, boolean priorityOptional, String message) {
        var text = new Text(StandardCharsets.UTF_8);
        var words = new Words(text);
        var times = new Timestamps(ZoneId.of(location));
        var reader =
                new MessageReader(
                        dialect,
                        priorityOptional,
                        new Rfc5424(text, words, times),
                        new Rfc3164(words, times));
        // The message stands in the middle, so that a step too far meets something.
        byte[] bytes = ("<1>" + message + " ]\":").getBytes(StandardCharsets.UTF_8);
        int end = bytes.length - 4;
        var read = new Message();
        reader.read(bytes, 3, end, NOW.getEpochSecond() * 1_000_000_000L, read);
        return show(read, bytes, end);
    }

    private static String show(Message read, byte[] bytes, int end) {
        var line = new StringBuilder();
        line.append(read.priority == Message.NO_PRIORITY ? "-" : read.priority);
        line.append(read.version == Message.NO_VERSION ? "" : " v" + read.version);
        line.append(' ').append(read.timeNanos == Message.NO_TIME ? "-" : time(read.timeNanos));
        add(line, "host", read.hostname);
        add(line, "app", read.appname);
        add(line, "pid", read.procId);
        add(line, "msgid", read.msgId);
        add(line, "sd", read.structuredData == null ? null : read.structuredData.asString());
        if (read.text != Message.NO_TEXT) {
            line.append(" «")
                    .append(new String(bytes, read.text, end - read.text, StandardCharsets.UTF_8))
                    .append('»');
        }
        add(line, "error", read.error);
        return line.toString();
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private static void add(StringBuilder line, String name, @Nullable String value) {
        if (value != null) {
            line.append(' ').append(name).append('=').append(value);
        }
    }
}
