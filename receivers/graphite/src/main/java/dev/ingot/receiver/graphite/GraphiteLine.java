package dev.ingot.receiver.graphite;

import java.util.Arrays;
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
    private boolean expected;

    GraphiteLine(long hashSeed) {
        path = new PathScan(hashSeed);
    }

    /// Reads `bytes[from, to)`; null where the line is good or blank, else what is wrong.
    ///
    /// @param likely a path that the line probably has, which saves looking for its end; may be
    ///   empty
    @Nullable Rejection read(byte[] bytes, int from, int to, byte[] likely) {
        int likelyTo = from + likely.length;
        expected =
                likelyTo < to
                        && bytes[likelyTo] == ' '
                        && likely.length > 0
                        && Arrays.equals(likely, 0, likely.length, bytes, from, likelyTo);
        if (expected) {
            blank = false;
            pathFrom = from;
            pathTo = likelyTo;
            return readNumbers(bytes, to);
        }
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

    /// Whether the line has the path that was thought likely; it then has no hash.
    boolean isExpected() {
        return expected;
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
