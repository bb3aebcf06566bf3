package dev.ingot.net;

import dev.ingot.wire.ByteSearch;
import java.io.IOException;
import java.io.InputStream;

/// Splits a stream into lines of bytes, in place.
///
/// The buffer starts at 8 KiB, grows for a longer line up to its limit, and shrinks again once that
/// line is read, so an idle connection costs 8 KiB whatever it has sent before. Reading lines that
/// fit into 8 KiB allocates nothing. Not safe for several threads at once.
public final class LineReader {
    private static final int ROOM = 8 * 1024;

    private final InputStream in;
    private final int maxLine;
    private final Runnable tooLong;

    private byte[] buffer = new byte[ROOM];
    // Unread bytes are [unread, limit); no newline is in [unread, scanned).
    private int unread;
    private int scanned;
    private int limit;
    // The newline that ends the next line, or -1 where it is not known yet.
    private int found = -1;
    private boolean skipping;
    private boolean atEnd;

    private int start;
    private int end;
    private boolean terminated;

    /// @param maxLine the longest line, in bytes without its end; a longer one is skipped
    /// @param tooLong called once for each line that was skipped
    public LineReader(InputStream in, int maxLine, Runnable tooLong) {
        if (maxLine < 1 || maxLine > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("maxLine " + maxLine);
        }
        this.in = in;
        this.maxLine = maxLine;
        this.tooLong = tooLong;
    }

    /// Moves to the next line and says whether there is one. The line, without its `\n` or `\r\n`,
    /// is [#buffer] from [#start] to [#end] and stays there until the next call. What stands after
    /// the last newline is a line too, unless it is empty.
    ///
    /// Blocks while the stream has nothing.
    public boolean next() throws IOException {
        while (!find()) {
            if (atEnd) {
                return last();
            }
            fill();
        }
        line(found, true);
        unread = found + 1;
        found = -1;
        return true;
    }

    /// The array that the line is in; another one after [#next], perhaps.
    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /// Whether the line ended with a newline. A last line without one may have been cut.
    public boolean terminated() {
        return terminated;
    }

    /// Whether [#next] can answer without reading the stream: the moment to hand on what was
    /// gathered is when it cannot.
    public boolean buffered() {
        return find() || atEnd;
    }

    /// Looks for the end of the next line among the bytes at hand, passing over lines that are too
    /// long.
    private boolean find() {
        while (found < 0) {
            int newline = ByteSearch.indexOf(buffer, '\n', scanned, limit);
            if (newline < 0) {
                scanned = limit;
                return false;
            }
            scanned = newline + 1;
            if (!skipping && contentEnd(newline) - unread <= maxLine) {
                found = newline;
            } else {
                skipTo(newline + 1);
            }
        }
        return true;
    }

    private void skipTo(int next) {
        if (!skipping) {
            tooLong.run();
        }
        skipping = false;
        unread = next;
    }

    private boolean last() {
        boolean some = unread < limit && !skipping;
        if (some && contentEnd(limit) - unread > maxLine) {
            tooLong.run();
            some = false;
        }
        if (some) {
            line(limit, false);
        }
        unread = scanned = limit = 0;
        return some;
    }

    private void line(int newline, boolean whole) {
        start = unread;
        end = contentEnd(newline);
        terminated = whole;
    }

    /// Where a line that stops before `newline` ends without its carriage return.
    private int contentEnd(int newline) {
        return newline > unread && buffer[newline - 1] == '\r' ? newline - 1 : newline;
    }

    private void fill() throws IOException {
        int pending = limit - unread;
        if (!skipping && (pending > maxLine + 1 || contentEnd(limit) - unread > maxLine)) {
            tooLong.run();
            skipping = true;
        }
        if (skipping) {
            pending = 0;
        }
        makeRoom(pending);
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            atEnd = true;
        } else {
            limit += count;
        }
    }

    /// Moves the pending bytes to the front of a buffer that has room for more.
    private void makeRoom(int pending) {
        byte[] from = buffer;
        if (pending == 0 && buffer.length > ROOM) {
            buffer = new byte[ROOM];
        } else if (pending == buffer.length) {
            // A line of maxLine bytes needs two more, for its carriage return and newline.
            buffer = new byte[(int) Math.min(2L * buffer.length, maxLine + 2L)];
        }
        System.arraycopy(from, limit - pending, buffer, 0, pending);
        unread = 0;
        scanned = limit = pending;
    }
}
