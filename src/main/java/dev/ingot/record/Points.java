package dev.ingot.record;

import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Arrays;
import java.util.Collection;

/// Metric points in columns: series, time, value.
///
/// A point is three array stores, and the arrays are used again after [#clear], so adding a point
/// of a known series allocates nothing. Not safe for several threads at once.
public final class Points implements Signal {
    private static final byte DOUBLE = 0;
    private static final byte LONG = 1;
    private static final byte STALE = 2;

    private Series[] series;
    private long[] times;
    private long[] bits;
    private byte[] forms;
    private int size;

    public Points() {
        this(64);
    }

    public Points(int capacity) {
        series = new Series[capacity];
        times = new long[capacity];
        bits = new long[capacity];
        forms = new byte[capacity];
    }

    /// The points of SDK records that Ingot can carry: gauges and cumulative monotonic sums. Others
    /// are left out.
    public static Points of(Collection<? extends MetricData> metrics) {
        return SdkMetrics.read(metrics);
    }

    /// Adds a value at a time in nanoseconds since the epoch.
    public void add(Series of, long timeNanos, double value) {
        put(of, timeNanos, Double.doubleToRawLongBits(value), DOUBLE);
    }

    /// Adds a whole number, which stays one on the wire.
    public void addLong(Series of, long timeNanos, long value) {
        put(of, timeNanos, value, LONG);
    }

    /// Says that the series ended: the OTLP flag "no recorded value", Prometheus's stale marker.
    public void addStale(Series of, long timeNanos) {
        put(of, timeNanos, 0, STALE);
    }

    /// Adds point `index` of another batch.
    public void add(Points from, int index) {
        put(from.series[index], from.times[index], from.bits[index], from.forms[index]);
    }

    public void addAll(Points from) {
        reserve(from.size);
        System.arraycopy(from.series, 0, series, size, from.size);
        System.arraycopy(from.times, 0, times, size, from.size);
        System.arraycopy(from.bits, 0, bits, size, from.size);
        System.arraycopy(from.forms, 0, forms, size, from.size);
        size += from.size;
    }

    /// Forgets the points and keeps the room.
    public void clear() {
        Arrays.fill(series, 0, size, null);
        size = 0;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Type type() {
        return Type.METRICS;
    }

    public Series series(int index) {
        return series[index];
    }

    /// Nanoseconds since the epoch.
    public long timeNanos(int index) {
        return times[index];
    }

    public boolean isLong(int index) {
        return forms[index] == LONG;
    }

    /// Whether the point says that its series ended; it then has no value.
    public boolean isStale(int index) {
        return forms[index] == STALE;
    }

    /// The value, a whole number turned into the nearest double.
    public double value(int index) {
        return forms[index] == LONG ? (double) bits[index] : Double.longBitsToDouble(bits[index]);
    }

    /// The 64 bits of the value: of a long where [#isLong], else of a double.
    public long bits(int index) {
        return bits[index];
    }

    /// These points as SDK records, one per origin and metric, in order of first appearance. Points
    /// that say that their series ended are left out, since the SDK's records cannot say so.
    public Collection<MetricData> metricData() {
        return SdkMetrics.view(this);
    }

    private void put(Series of, long timeNanos, long value, byte form) {
        if (size == series.length) {
            reserve(1);
        }
        series[size] = of;
        times[size] = timeNanos;
        bits[size] = value;
        forms[size] = form;
        size++;
    }

    private void reserve(int more) {
        if (size + more > series.length) {
            int room = Math.max(size + more, 2 * series.length);
            series = Arrays.copyOf(series, room);
            times = Arrays.copyOf(times, room);
            bits = Arrays.copyOf(bits, room);
            forms = Arrays.copyOf(forms, room);
        }
    }
}
