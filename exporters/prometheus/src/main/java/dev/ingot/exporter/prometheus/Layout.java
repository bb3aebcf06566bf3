package dev.ingot.exporter.prometheus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// The order of everything that is served: families sorted by name, series by labels. Immutable.
final class Layout {
    private final Line[] lines;
    private final byte[][] texts;
    private final byte[][] beginnings;
    private final int[] rows;
    private final Family[] families;
    private final byte[][] heads;
    private final int[] starts;
    private final BitSet twins;
    private final BitSet modest = new BitSet();

    /// @param lines sorted by [Line#ORDER]
    /// @param contradicted told the first and the second description of a metric, and the series
    ///   that has the second
    Layout(Line[] lines, Dialect dialect, BiConsumer<Family, Line> contradicted) {
        this.lines = lines;
        texts = new byte[lines.length][];
        rows = new int[lines.length];
        twins = new BitSet();
        boolean begins = Arrays.stream(lines).anyMatch(line -> line.start().length > 0);
        beginnings = new byte[begins ? lines.length : 0][];
        for (int i = 0; i < lines.length; i++) {
            texts[i] = lines[i].text();
            rows[i] = lines[i].slot().row();
            if (begins) {
                beginnings[i] = lines[i].start();
            }
            if (i + 1 < lines.length && lines[i].isTwin(lines[i + 1])) {
                twins.set(i);
            }
        }
        starts = starts(lines);
        families = new Family[starts.length - 1];
        heads = new byte[families.length][];
        for (int group = 0; group < families.length; group++) {
            families[group] = describing(group, contradicted);
        }
        for (int group = 0; group < families.length; group++) {
            heads[group] = head(group, dialect);
        }
    }

    private static int[] starts(Line[] lines) {
        int[] starts = new int[lines.length + 1];
        int groups = 0;
        for (int i = 0; i < lines.length; i++) {
            if (i == 0 || !name(lines[i]).equals(name(lines[i - 1]))) {
                starts[groups++] = i;
            }
        }
        starts[groups] = lines.length;
        return Arrays.copyOf(starts, groups + 1);
    }

    private static String name(Line line) {
        return line.family().name();
    }

    /// Of several descriptions of one metric, the one that came first.
    private Family describing(int group, BiConsumer<Family, Line> contradicted) {
        Line first = lines[starts[group]];
        boolean several = false;
        for (int i = starts[group] + 1; i < starts[group + 1]; i++) {
            several |= lines[i].family() != first.family();
            if (lines[i].slot().born() < first.slot().born()) {
                first = lines[i];
            }
        }
        for (int i = starts[group]; several && i < starts[group + 1]; i++) {
            if (lines[i].family().contradicts(first.family())) {
                contradicted.accept(first.family(), lines[i]);
                break;
            }
        }
        return first.family();
    }

    private byte[] head(int group, Dialect dialect) {
        Family family = families[group];
        String claimed = dialect.claimed(family);
        if (claimed.equals(family.name()) || !has(claimed)) {
            return family.head();
        }
        modest.set(group);
        return dialect.modestHead(family);
    }

    /// Whether there is a family of this name.
    boolean has(String name) {
        int low = 0;
        int high = families.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = families[middle].name().compareTo(name);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /// The part that a filter lets through.
    Layout only(Predicate<Line> filter, Dialect dialect) {
        Line[] some = Arrays.stream(lines).filter(filter).toArray(Line[]::new);
        return new Layout(some, dialect, (_, _) -> {});
    }

    int groups() {
        return heads.length;
    }

    Family family(int group) {
        return families[group];
    }

    byte[] head(int group) {
        return heads[group];
    }

    /// Whether a group has the head that claims no other name.
    boolean isModest(int group) {
        return modest.get(group);
    }

    /// The first series of a group; the one of the group after the last is [#size].
    int start(int group) {
        return starts[group];
    }

    int size() {
        return lines.length;
    }

    Line line(int index) {
        return lines[index];
    }

    byte[] text(int index) {
        return texts[index];
    }

    /// What is served of the start of a series, empty for nothing.
    byte[] beginning(int index) {
        return beginnings.length == 0 ? Dialect.NOTHING : beginnings[index];
    }

    int row(int index) {
        return rows[index];
    }

    /// Whether a series is served: of those with equal names and labels, only the one with the
    /// newest point is.
    boolean shows(int index, Moment moment) {
        if (twins.isEmpty()) {
            return true;
        }
        int from = index;
        while (from > 0 && twins.get(from - 1)) {
            from--;
        }
        int newest = from;
        for (int i = from; twins.get(i); i++) {
            if (moment.timeNanos(rows[i + 1]) > moment.timeNanos(rows[newest])) {
                newest = i + 1;
            }
        }
        return newest == index;
    }

    /// The series that share their name and labels with the one after them.
    List<Line> twins() {
        var shared = new ArrayList<Line>();
        twins.stream().forEach(i -> shared.add(lines[i]));
        return shared;
    }
}
