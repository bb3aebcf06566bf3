package dev.ingot.receiver.syslog;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The abbreviations of time zones that devices write: those of RFC 822 and the usual European and
/// Asian ones. Where one has several meanings, RFC 822 decides.
final class Zones {
    /// Not a zone that is known; the sender's configured location counts.
    static final int UNKNOWN = Integer.MIN_VALUE;

    private static final int LONGEST = 5;
    private static final Map<String, Integer> HOURS =
            Map.ofEntries(
                    Map.entry("UTC", 0),
                    Map.entry("GMT", 0),
                    Map.entry("Z", 0),
                    Map.entry("WET", 0),
                    Map.entry("WEST", 1),
                    Map.entry("BST", 1),
                    Map.entry("CET", 1),
                    Map.entry("CEST", 2),
                    Map.entry("EET", 2),
                    Map.entry("EEST", 3),
                    Map.entry("MSK", 3),
                    Map.entry("HKT", 8),
                    Map.entry("SGT", 8),
                    Map.entry("JST", 9),
                    Map.entry("KST", 9),
                    Map.entry("AEST", 10),
                    Map.entry("AEDT", 11),
                    Map.entry("NZST", 12),
                    Map.entry("NZDT", 13),
                    Map.entry("EDT", -4),
                    Map.entry("EST", -5),
                    Map.entry("CDT", -5),
                    Map.entry("CST", -6),
                    Map.entry("MDT", -6),
                    Map.entry("MST", -7),
                    Map.entry("PDT", -7),
                    Map.entry("PST", -8));

    private Zones() {}

    /// The position behind a blank and a word of up to five capital letters, or `at` where there is
    /// none.
    static int end(byte[] in, int at, int end) {
        if (at >= end || in[at] != ' ') {
            return at;
        }
        int next = at + 1;
        while (next < end && in[next] >= 'A' && in[next] <= 'Z') {
            next++;
        }
        int length = next - at - 1;
        return length == 0 || length > LONGEST ? at : next;
    }

    /// Seconds east of Greenwich, or [#UNKNOWN].
    static int offset(byte[] in, int start, int end) {
        var name = new String(in, start, end - start, StandardCharsets.US_ASCII);
        Integer hours = HOURS.get(name);
        return hours == null ? UNKNOWN : hours * 3600;
    }
}
