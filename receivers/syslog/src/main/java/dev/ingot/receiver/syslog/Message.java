package dev.ingot.receiver.syslog;

import io.opentelemetry.api.common.Value;
import org.jspecify.annotations.Nullable;

/// What was read of one message. What the message left out is null, or the constant that says so.
///
/// One instance is filled again and again by the thread of its connection.
final class Message {
    static final int NO_PRIORITY = -1;
    static final int NO_VERSION = 0;
    static final long NO_TIME = 0;
    static final int NO_TEXT = -1;

    int priority;
    int version;
    long timeNanos;
    @Nullable String hostname;
    @Nullable String appname;
    @Nullable String procId;
    @Nullable String msgId;
    @Nullable Value<?> structuredData;

    /// Where the text behind the header begins in the bytes that were read; it reaches to their
    /// end.
    int text;

    /// Why the message could not be read to its end; null where it could.
    @Nullable String error;

    void clear() {
        priority = NO_PRIORITY;
        version = NO_VERSION;
        timeNanos = NO_TIME;
        hostname = null;
        appname = null;
        procId = null;
        msgId = null;
        structuredData = null;
        text = NO_TEXT;
        error = null;
    }
}
