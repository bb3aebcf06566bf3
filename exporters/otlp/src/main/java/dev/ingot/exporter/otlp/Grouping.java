package dev.ingot.exporter.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers keys in order of first appearance. Keeps its room when cleared, so looking a key up
/// allocates nothing. Not safe for several threads at once.
final class Grouping<K> {
    private final List<K> keys = new ArrayList<>();
    private int[] salts = new int[16];
    private int[] slots = new int[64];
    private boolean added;

    int size() {
        return keys.size();
    }

    K key(int index) {
        return keys.get(index);
    }

    /// The second part of a key.
    int salt(int index) {
        return salts[index];
    }

    /// Whether the last call of [#of] met its key for the first time.
    boolean added() {
        return added;
    }

    void clear() {
        keys.clear();
        Arrays.fill(slots, 0);
    }

    /// The number of the key made of an object, compared with `equals`, and a number.
    int of(K key, int salt) {
        int mask = slots.length - 1;
        int at = spread(key.hashCode() + 31 * salt) & mask;
        while (slots[at] != 0) {
            int index = slots[at] - 1;
            if (salts[index] == salt && key.equals(keys.get(index))) {
                added = false;
                return index;
            }
            at = (at + 1) & mask;
        }
        return add(key, salt, at);
    }

    private int add(K key, int salt, int free) {
        int index = keys.size();
        if (index == salts.length) {
            salts = Arrays.copyOf(salts, 2 * index);
        }
        keys.add(key);
        salts[index] = salt;
        slots[free] = index + 1;
        added = true;
        if (4 * keys.size() > slots.length) {
            rehash();
        }
        return index;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int i = 0; i < keys.size(); i++) {
            int at = spread(keys.get(i).hashCode() + 31 * salts[i]) & mask;
            while (slots[at] != 0) {
                at = (at + 1) & mask;
            }
            slots[at] = i + 1;
        }
    }

    /// Makes every bit of a hash count in the lower ones.
    static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
