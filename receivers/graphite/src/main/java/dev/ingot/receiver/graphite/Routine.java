package dev.ingot.receiver.graphite;

import dev.ingot.record.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What one sender names, in its order. Senders repeat their order round after round, so the path
/// behind the last one is a good guess at the next; a wrong one costs a look-up.
///
/// The texts of the paths lie behind one another, so comparing with them reads memory from front to
/// back: processors fetch that ahead of time, while a look-up waits for memory. Used by one thread.
final class Routine {
    private static final int FIRST_PATHS = 16;
    private static final int FIRST_BYTES = 1024;
    private static final int BYTES_PER_PATH = 12;

    private final SeriesTable table;
    private byte[] texts = new byte[FIRST_BYTES];
    private int[] ends = new int[FIRST_PATHS];
    private KnownPath[] paths = new KnownPath[FIRST_PATHS];
    private @Nullable Series[] plain = new Series[FIRST_PATHS];
    private int size;
    private int borrowed;
    private int changes;

    /// The place of the path that probably comes next.
    private int next;

    Routine(SeriesTable table) {
        this.table = table;
        this.changes = table.changes();
    }

    /// The length of the path that is expected, if that and a space stand at `bytes[from, to)`, and
    /// takes it for sent; else -1.
    int expect(byte[] bytes, int from, int to) {
        int place = next < size ? next : 0;
        if (place == size) {
            return -1;
        }
        int start = place == 0 ? 0 : ends[place - 1];
        int length = ends[place] - start;
        int end = from + length;
        if (end < to
                && bytes[end] == ' '
                && Arrays.equals(texts, start, start + length, bytes, from, end)) {
            next = place + 1;
            return length;
        }
        return -1;
    }

    /// The path that [#expect] has just found.
    KnownPath sent() {
        return paths[next - 1];
    }

    /// Its [KnownPath#plain], without reading the path's own memory.
    @Nullable Series plain() {
        return plain[next - 1];
    }

    /// Says what came in the place of what was expected.
    void sent(KnownPath known) {
        int place = known.place();
        if (place < size && paths[place] == known) {
            next = place + 1;
        } else if (known.path().length > 0) {
            add(known);
        }
    }

    private void add(KnownPath known) {
        byte[] path = known.path();
        int end = size == 0 ? 0 : ends[size - 1];
        if (!makeRoom(end + path.length)) {
            forget();
            return;
        }
        System.arraycopy(path, 0, texts, end, path.length);
        ends[size] = end + path.length;
        paths[size] = known;
        plain[size] = known.plain();
        known.place(size);
        size++;
        next = size;
    }

    /// Whether there is room for one path more, with so many bytes for all.
    private boolean makeRoom(int bytes) {
        if (size == ends.length) {
            if (!borrow(size * BYTES_PER_PATH)) {
                return false;
            }
            ends = Arrays.copyOf(ends, 2 * size);
            paths = Arrays.copyOf(paths, 2 * size);
            plain = Arrays.copyOf(plain, 2 * size);
        }
        if (bytes > texts.length) {
            int more = Math.max(texts.length, bytes - texts.length);
            if (!borrow(more)) {
                return false;
            }
            texts = Arrays.copyOf(texts, texts.length + more);
        }
        return true;
    }

    private boolean borrow(int bytes) {
        boolean lent = table.lend(bytes);
        borrowed += lent ? bytes : 0;
        return lent;
    }

    /// Drops everything where the table has forgotten paths since the last time, as some of these
    /// may be among them.
    void refresh() {
        if (changes != table.changes()) {
            changes = table.changes();
            forget();
        }
    }

    /// Begins anew, and gives back what was borrowed.
    void forget() {
        table.giveBack(borrowed);
        borrowed = 0;
        size = 0;
        next = 0;
        texts = new byte[FIRST_BYTES];
        ends = new int[FIRST_PATHS];
        paths = new KnownPath[FIRST_PATHS];
        plain = new Series[FIRST_PATHS];
    }
}
