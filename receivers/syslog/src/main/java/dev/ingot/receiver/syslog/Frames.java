package dev.ingot.receiver.syslog;

import java.io.IOException;
import java.io.InputStream;

/// Cuts a stream into messages (RFC 6587). Every message says by its first bytes how it is framed:
/// `123 <13>…` is octet-counted, everything else reaches to the trailer. So a sender may change its
/// mind, and a wrong count costs no more than the messages it covers.
///
/// A message longer than the limit is cut there and what is left of it skipped. The buffer begins
/// small, since most connections are idle most of the time, and grows up to the limit. Not safe for
/// several threads at once.
final class Frames {
    private static final int FIRST_SIZE = 8 * 1024;
    private static final int USUAL_SIZE = 64 * 1024;

    /// Counts of more digits are no counts: nobody sends messages of 100 MB.
    private static final int MOST_DIGITS = 8;

    private static final int UNDECIDED = 0;
    private static final int NOT_COUNTED = -1;

    private final InputStream in;
    private final Trailer trailer;
    private final boolean alwaysCounted;
    private final int longest;
    private final int longestCounted;

    private byte[] buffer = new byte[FIRST_SIZE];
    private int from;
    private int filled;
    private int scanned;
    private boolean ended;

    private boolean found;
    private int start;
    private int end;
    private int next;
    private boolean cut;

    /// Bytes of a message that was too long, still to be skipped; or, with [#skipToTrailer], all
    /// bytes up to the trailer.
    private long skipBytes;

    private boolean skipToTrailer;

    /// @param alwaysCounted whether a number counts octets even where no `<` follows
    /// @param longest the most bytes of a message up to its trailer
    /// @param longestCounted the most bytes of an octet-counted message
    Frames(
            InputStream in,
            Trailer trailer,
            boolean alwaysCounted,
            int longest,
            int longestCounted) {
        this.in = in;
        this.trailer = trailer;
        this.alwaysCounted = alwaysCounted;
        this.longest = longest;
        this.longestCounted = longestCounted;
    }

    /// Waits for the next message, which then stands in [#buffer] from [#start] to [#end]. What the
    /// stream ends with is a message too.
    ///
    /// @return false at the end of the stream
    boolean next() throws IOException {
        while (!buffered()) {
            if (ended) {
                return partial();
            }
            fill();
        }
        found = false;
        from = next;
        return true;
    }

    /// Takes what has arrived for all that will come; for when reading failed.
    void endHere() {
        ended = true;
    }

    /// Whether [#next] can answer with a message without reading the stream.
    boolean buffered() {
        if (!found) {
            found = find();
        }
        return found;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// Whether the message was longer than allowed, or the stream ended in the middle of it.
    boolean wasCut() {
        return cut;
    }

    /// The beginning of a message that was cut off by the end of the stream.
    private boolean partial() {
        if (from == filled) {
            return false;
        }
        int behindCount = countEnd();
        cut = behindCount > 0 && behindCount < filled;
        start = cut ? behindCount : from;
        end = filled;
        from = filled;
        return true;
    }

    private boolean find() {
        skip();
        if (from == filled || skipBytes > 0 || skipToTrailer) {
            return false;
        }
        if (Digits.is(buffer[from])) {
            int behindCount = countEnd();
            if (behindCount == UNDECIDED) {
                return false;
            }
            if (behindCount > 0) {
                return findCounted(behindCount);
            }
        }
        return findLine();
    }

    /// The position behind the count and its blank, [#NOT_COUNTED], or [#UNDECIDED] where more has
    /// to be read to know.
    private int countEnd() {
        int digits = Digits.skip(buffer, from, Math.min(filled, from + MOST_DIGITS + 1));
        int length = digits - from;
        if (length == 0 || length > MOST_DIGITS || buffer[from] == '0') {
            return NOT_COUNTED;
        }
        int needed = alwaysCounted ? digits : digits + 1;
        if (needed >= filled) {
            boolean wrong = digits < filled && buffer[digits] != ' ';
            return wrong || ended ? NOT_COUNTED : UNDECIDED;
        }
        boolean counted = buffer[digits] == ' ' && (alwaysCounted || buffer[digits + 1] == '<');
        return counted ? digits + 1 : NOT_COUNTED;
    }

    private boolean findCounted(int behindCount) {
        int count = Digits.number(buffer, from, behindCount - 1, MOST_DIGITS);
        int kept = Math.min(count, longestCounted);
        if (filled - behindCount < kept) {
            return false;
        }
        start = behindCount;
        end = behindCount + kept;
        next = end;
        cut = kept < count;
        skipBytes = (long) count - kept;
        return true;
    }

    private boolean findLine() {
        int limit = (int) Math.min(filled, (long) from + longest + 1);
        int at = Math.max(scanned, from);
        while (at < limit && !trailer.ends(buffer[at])) {
            at++;
        }
        scanned = at;
        if (at == limit && limit - from <= longest) {
            return false;
        }
        start = from;
        end = at == limit ? from + longest : at;
        cut = at == limit;
        skipToTrailer = cut;
        next = end;
        scanned = 0;
        return true;
    }

    /// Skips what belongs to no message: trailers, empty lines, the end of one that was too long.
    private void skip() {
        if (skipBytes > 0) {
            int skipped = (int) Math.min(skipBytes, filled - from);
            skipBytes -= skipped;
            from += skipped;
        }
        if (skipToTrailer) {
            while (from < filled && !trailer.ends(buffer[from])) {
                from++;
            }
            skipToTrailer = from == filled;
        }
        while (skipBytes == 0 && from < filled && isBetween(buffer[from])) {
            from++;
        }
        if (from == filled) {
            from = 0;
            filled = 0;
            scanned = 0;
        }
    }

    private static boolean isBetween(byte b) {
        return b == '\n' || b == '\r' || b == 0;
    }

    private void fill() throws IOException {
        if (filled == 0 && buffer.length > USUAL_SIZE) {
            buffer = new byte[USUAL_SIZE];
        } else if (filled == buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    /// Grows where moving would win little, and as long as the sender fills the buffer anyway.
    private void makeRoom() {
        boolean grow = from < buffer.length / 2 || buffer.length < USUAL_SIZE;
        byte[] to = grow ? new byte[2 * buffer.length] : buffer;
        System.arraycopy(buffer, from, to, 0, filled - from);
        buffer = to;
        scanned = Math.max(0, scanned - from);
        filled -= from;
        from = 0;
    }
}
