package dev.ingot.processor;

import dev.ingot.record.Series;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// What a processor made of the series it has seen. Begins anew when there are more than any source
/// has. Used by several threads at once.
final class SeriesTable<T> {
    private static final int MOST = 1 << 18;

    private final ConcurrentMap<Series, T> known = new ConcurrentHashMap<>();

    T of(Series series, Function<Series, T> make) {
        T value = known.get(series);
        if (value == null) {
            if (known.size() >= MOST) {
                known.clear();
            }
            value = make.apply(series);
            known.put(series, value);
        }
        return value;
    }
}
