package dev.ingot.receiver.graphite;

import org.jspecify.annotations.Nullable;

/// The fields of one line, found in place: a cursor that one thread uses for line after line.
///
/// Fields are parted by any run of spaces and tabs, as carbon does it. The third may be missing.
final class GraphiteLine {
    /// The time of a line that leaves it to the receiver: without a timestamp, or with -1 or 0.
    static final long ON_RECEIPT = 0;

    private final PathScan path;
    private final Decimal value = new Decimal();
    private final Timestamp timestamp = new Timestamp();
    private int pathFrom;
    private int pathTo;
    private boolean blank;

    GraphiteLine(long hashSeed) {
        path = new PathScan(hashSeed);
    }

    /// Reads `bytes[from, to)`; null where the line is good or blank, else what is wrong.
    @Nullable Rejection read(byte[] bytes, int from, int to) {
        pathFrom = skipSpace(bytes, from, to);
        blank = pathFrom == to;
        if (blank) {
            return null;
        }
        pathTo = path.end(bytes, pathFrom, to);
        if (pathTo < to && !isSpace(bytes[pathTo])) {
            return Rejection.PATH;
        }
        return readNumbers(bytes, to);
    }

    /// Reads a line of which the path is known to end before `bytes[end]`; it then has no hash.
    @Nullable Rejection readAfter(int end, byte[] bytes, int to) {
        blank = false;
        pathTo = end;
        return readNumbers(bytes, to);
    }

    private @Nullable Rejection readNumbers(byte[] bytes, int to) {
        int valueFrom = skipSpace(bytes, pathTo, to);
        int valueTo = wordEnd(bytes, valueFrom, to);
        int timeFrom = skipSpace(bytes, valueTo, to);
        int timeTo = wordEnd(bytes, timeFrom, to);
        if (valueFrom == to || skipSpace(bytes, timeTo, to) != to) {
            return Rejection.FIELDS;
        }
        if (!value.read(bytes, valueFrom, valueTo)) {
            return Rejection.VALUE;
        }
        if (!timestamp.read(bytes, timeFrom, timeTo)) {
            return Rejection.TIMESTAMP;
        }
        return value.isNaN() ? Rejection.NAN : null;
    }

    /// Whether there was nothing on the line, which is no fault.
    boolean isBlank() {
        return blank;
    }

    int pathFrom() {
        return pathFrom;
    }

    int pathTo() {
        return pathTo;
    }

    long pathHash() {
        return path.hash();
    }

    Decimal value() {
        return value;
    }

    /// Nanoseconds since the epoch, or [#ON_RECEIPT].
    long timeNanos() {
        return timestamp.nanos();
    }

    private static int wordEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] > ' ' || bytes[at] < 0)) {
            at++;
        }
        return at;
    }

    private static int skipSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /// What Python's `split()` parts words at: space, tab, and the vertical controls.
    private static boolean isSpace(byte character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }
}
