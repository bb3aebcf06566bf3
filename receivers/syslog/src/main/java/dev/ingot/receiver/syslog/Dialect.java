package dev.ingot.receiver.syslog;

/// Which form of message a sender is expected to use.
enum Dialect {
    /// Told apart for every message.
    AUTO,
    /// The newer one, with structured data.
    RFC5424,
    /// The older one, with all its cousins.
    RFC3164
}
