package dev.ingot.receiver.syslog;

/// Reads messages of any dialect. Not safe for several threads at once.
final class MessageReader {
    private final Dialect dialect;
    private final boolean priorityOptional;
    private final Rfc5424 rfc5424;
    private final Rfc3164 rfc3164;

    MessageReader(Dialect dialect, boolean priorityOptional, Rfc5424 rfc5424, Rfc3164 rfc3164) {
        this.dialect = dialect;
        this.priorityOptional = priorityOptional;
        this.rfc5424 = rfc5424;
        this.rfc3164 = rfc3164;
    }

    /// Fills the message with what can be read between `start` and `end`. Where something cannot,
    /// [Message#error] says what, and the rest is filled in.
    void read(byte[] in, int start, int end, long nowNanos, Message message) {
        message.clear();
        int at = Priority.end(in, start, end);
        if (at == Priority.NONE) {
            withoutPriority(in, start, end, nowNanos, message);
            return;
        }
        int priority = Priority.of(in, start, at);
        if (priority > Priority.HIGHEST) {
            message.error = "priority is above " + Priority.HIGHEST;
            return;
        }
        message.priority = priority;
        boolean newer = Rfc5424.begins(in, at, end);
        if (newer && dialect != Dialect.RFC3164) {
            rfc5424.read(in, at, end, message);
        } else if (newer || dialect == Dialect.RFC5424) {
            message.error = "not of the configured protocol " + (newer ? "rfc3164" : "rfc5424");
        } else {
            rfc3164.read(in, at, end, nowNanos, message);
        }
    }

    /// A message without a priority is read where its time, or the configuration, says that it is
    /// one.
    private void withoutPriority(byte[] in, int start, int end, long nowNanos, Message message) {
        boolean mayBeNewer =
                dialect == Dialect.AUTO || (priorityOptional && dialect == Dialect.RFC5424);
        if (mayBeNewer && Rfc5424.begins(in, start, end)) {
            rfc5424.read(in, start, end, message);
            if (message.error == null || dialect == Dialect.RFC5424) {
                return;
            }
            message.clear();
        }
        if (dialect != Dialect.RFC5424) {
            boolean time = rfc3164.read(in, start, end, nowNanos, message);
            if (priorityOptional || (time && dialect == Dialect.AUTO)) {
                return;
            }
            message.clear();
        }
        message.error = "no priority such as `<13>` and no time";
    }
}
