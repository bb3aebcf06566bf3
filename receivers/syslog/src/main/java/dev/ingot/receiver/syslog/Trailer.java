package dev.ingot.receiver.syslog;

/// What ends a message that is not octet-counted (RFC 6587 calls this non-transparent framing).
enum Trailer {
    /// A line feed or a NUL, whatever comes first.
    AUTO,
    LF,
    NUL;

    boolean ends(byte b) {
        return switch (this) {
            case AUTO -> b == '\n' || b == 0;
            case LF -> b == '\n';
            case NUL -> b == 0;
        };
    }
}
