package dev.ingot.receiver.graphite;

import java.util.Locale;

/// Why something that came did not become a point: the `reason` of `ingot_receiver_rejected_total`.
enum Rejection {
    FIELDS("not `path value` or `path value timestamp`"),
    PATH("a path without a name before its tags, or with a control character"),
    VALUE("a value that is not a decimal number"),
    NAN("a value that is not-a-number; carbon drops it as well"),
    TIMESTAMP("a timestamp that is not a number of seconds between 0 and the year 2262"),
    CLASH("another path has become the same series already, and that one goes on"),
    SERIES_LIMIT("a path not seen before, while `max_series` are known"),
    TOO_LONG("a line longer than `max_line_length`, or a datagram longer than 64 KiB"),
    SENDER("a connection or datagram from outside of `allow`"),
    PICKLE("a pickle message that is no list of samples, or longer than 1 MiB"),
    CLOSING("a line read but not handed on when the receiver closed");

    private final String meaning;

    Rejection(String meaning) {
        this.meaning = meaning;
    }

    String reason() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The README's words.
    String meaning() {
        return meaning;
    }
}
