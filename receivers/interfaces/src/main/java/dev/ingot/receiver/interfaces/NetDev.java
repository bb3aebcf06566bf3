package dev.ingot.receiver.interfaces;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `/proc/<pid>/net/dev`: two lines of heading, then `name: ` and sixteen counters a line.
///
/// A long counter may touch the colon. The receive columns come first (bytes, packets, errs, drop,
/// then four that are not used), the transmit columns in the same order behind them. `drop` is
/// `rx_dropped + rx_missed_errors` of the kernel's statistics.
final class NetDev {
    private static final int COLUMNS = 16;

    private NetDev() {}

    /// The interfaces in the kernel's order.
    ///
    /// @param bad told of every line that is not in this form
    static Map<String, Traffic> parse(String text, Runnable bad) {
        var interfaces = new LinkedHashMap<String, Traffic>();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank() || line.indexOf('|') >= 0) {
                continue;
            }
            int colon = line.lastIndexOf(':');
            Traffic traffic = colon < 0 ? null : columns(line, colon + 1);
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (traffic == null || name.isEmpty()) {
                bad.run();
            } else {
                interfaces.put(name, traffic);
            }
        }
        return interfaces;
    }

    private static @Nullable Traffic columns(String line, int from) {
        var values = new long[COLUMNS];
        int at = from;
        for (int column = 0; column < COLUMNS; column++) {
            at = skipSpace(line, at);
            int end = wordEnd(line, at);
            if (at == end) {
                return null;
            }
            try {
                values[column] = Long.parseUnsignedLong(line, at, end, 10);
            } catch (NumberFormatException notCounters) {
                return null;
            }
            at = end;
        }
        return new Traffic(
                values[0],
                values[1],
                values[2],
                values[3],
                values[8],
                values[9],
                values[10],
                values[11]);
    }

    private static int skipSpace(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int wordEnd(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) > ' ') {
            at++;
        }
        return at;
    }
}
