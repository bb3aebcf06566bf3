package dev.ingot.exporter.otlp;

import dev.ingot.record.Kind;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.wire.ProtoWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Encodes points as an `ExportMetricsServiceRequest`
/// (https://github.com/open-telemetry/opentelemetry-proto).
///
/// A first pass threads the points of one metric into a list and adds up the exact lengths, a
/// second one writes. The lists live in arrays that are used again, and a series brings its encoded
/// attributes, so a point of a known series allocates nothing.
///
/// What backends refuse a whole request for is not written: a metric without points, two points of
/// one series at one time (the last one stays), a time of 0 (it becomes the time of receipt).
final class OtlpMetricsEncoder implements Encoding<Points> {
    private static final int NONE = -1;
    private static final int FIXED64_BYTES = 9;
    private static final int FLAGS_BYTES = 2;
    private static final int SUM_TAIL_BYTES = 4;
    private static final int CUMULATIVE = 2;

    // field numbers of a NumberDataPoint with their wire types
    private static final byte POINT = 1 << 3 | 2;
    private static final byte START_TIME = 2 << 3 | 1;
    private static final byte TIME = 3 << 3 | 1;
    private static final byte AS_DOUBLE = 4 << 3 | 1;
    private static final byte AS_INT = 6 << 3 | 1;
    private static final byte FLAGS = 8 << 3;
    private static final byte NO_RECORDED_VALUE = 1;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final boolean flat;
    private final ProtoWriter out = new ProtoWriter(1 << 16);
    private final Grouping<Origin> origins = new Grouping<>();
    private final Grouping<Metric> metrics = new Grouping<>();

    // by point
    private int[] next = new int[0];
    private int[] lengths = new int[0];
    private int[] metricOf = new int[0];
    private byte[][] attributes = new byte[0][];
    private long[] starts = new long[0];
    private int[] hashes = new int[0];
    private int[] seen = new int[16];

    // by metric
    private int[] first = new int[16];
    private int[] last = new int[16];
    private int[] pointsBytes = new int[16];

    private int duplicates;
    private long repaired;

    OtlpMetricsEncoder(Identity identity) {
        this.flat = identity == Identity.FLAT;
    }

    @Override
    public int duplicates() {
        return duplicates;
    }

    @Override
    public long repaired() {
        return repaired + out.repaired();
    }

    @Override
    public ProtoWriter encode(Points points, long receivedNanos) {
        out.clear();
        origins.clear();
        metrics.clear();
        duplicates = 0;
        reserve(points.size());
        gather(points, receivedNanos);
        link(points, receivedNanos);
        int count = flat ? Math.min(1, points.size()) : origins.size();
        for (int origin = 0; origin < count; origin++) {
            writeOrigin(points, origin, receivedNanos);
        }
        return out;
    }

    private void reserve(int points) {
        if (next.length < points) {
            next = new int[points];
            lengths = new int[points];
            metricOf = new int[points];
            attributes = new byte[points][];
            starts = new long[points];
            hashes = new int[points];
            seen = new int[4 * Integer.highestOneBit(points)];
        } else {
            Arrays.fill(seen, 0);
        }
    }

    /// Takes from the series what is needed of them. Two short loops in the place of one long:
    /// series lie scattered, and a processor fetches many at once only where it can look ahead.
    private void gather(Points points, long receivedNanos) {
        for (int i = 0; i < points.size(); i++) {
            Series series = points.series(i);
            attributes[i] = flat ? series.flatOtlp() : series.labels().otlp();
            starts[i] = series.startNanos();
            repaired += flat ? series.flatRepaired() : series.labels().repaired();
            hashes[i] = series.hashCode() + 31 * Long.hashCode(time(points, i, receivedNanos));
        }
        for (int i = 0; i < points.size(); i++) {
            lengths[i] =
                    attributes[i].length
                            + FIXED64_BYTES
                            + (points.isStale(i) ? FLAGS_BYTES : FIXED64_BYTES)
                            + (starts[i] == 0 ? 0 : FIXED64_BYTES);
        }
    }

    private void link(Points points, long receivedNanos) {
        for (int i = 0; i < points.size(); i++) {
            Series series = points.series(i);
            int origin = flat ? 0 : origins.of(series.origin(), 0);
            int metric = metrics.of(series.metric(), origin);
            if (metric == first.length) {
                first = Arrays.copyOf(first, 2 * metric);
                last = Arrays.copyOf(last, 2 * metric);
                pointsBytes = Arrays.copyOf(pointsBytes, 2 * metric);
            }
            metricOf[i] = metric;
            next[i] = NONE;
            if (metrics.added()) {
                first[metric] = i;
                pointsBytes[metric] = fieldBytes(lengths[i]);
            } else {
                next[last[metric]] = i;
                pointsBytes[metric] += fieldBytes(lengths[i]);
            }
            last[metric] = i;
            leaveOutEarlier(points, i, receivedNanos);
        }
    }

    /// Leaves out an earlier point of the same series and time.
    private void leaveOutEarlier(Points points, int point, long receivedNanos) {
        int hash = hashes[point];
        int mask = seen.length - 1;
        int at = Grouping.spread(hash) & mask;
        while (seen[at] != 0) {
            int other = seen[at] - 1;
            if (hashes[other] == hash && isSame(points, point, other, receivedNanos)) {
                pointsBytes[metricOf[other]] -= fieldBytes(lengths[other]);
                lengths[other] = 0;
                duplicates++;
                break;
            }
            at = (at + 1) & mask;
        }
        seen[at] = point + 1;
    }

    private static boolean isSame(Points points, int one, int other, long receivedNanos) {
        return time(points, one, receivedNanos) == time(points, other, receivedNanos)
                && points.series(one).equals(points.series(other));
    }

    private static long time(Points points, int point, long receivedNanos) {
        long time = points.timeNanos(point);
        return time == 0 ? receivedNanos : time;
    }

    /// The size of a message in a field with a number below 16.
    private static int fieldBytes(int length) {
        return 1 + ProtoWriter.varintSize(length) + length;
    }

    private static int dataBytes(Metric metric, int pointsBytes) {
        return pointsBytes + (metric.kind() == Kind.COUNTER ? SUM_TAIL_BYTES : 0);
    }

    private static int metricBytes(Metric metric, int pointsBytes) {
        return metric.otlp().length + fieldBytes(dataBytes(metric, pointsBytes));
    }

    private void writeOrigin(Points points, int origin, long receivedNanos) {
        int length = 0;
        for (int metric = 0; metric < metrics.size(); metric++) {
            if (metrics.salt(metric) == origin && pointsBytes[metric] > 0) {
                length += fieldBytes(metricBytes(metrics.key(metric), pointsBytes[metric]));
            }
        }
        if (length == 0) {
            return;
        }
        out.reserve(length + 64);
        int resourceMetrics = flat ? headFlat(length) : beginOrigin(origins.key(origin));
        int scopeMetrics = flat ? 0 : OtlpScope.begin(out, origins.key(origin).scope());
        for (int metric = 0; metric < metrics.size(); metric++) {
            if (metrics.salt(metric) == origin && pointsBytes[metric] > 0) {
                writeMetric(points, metric, receivedNanos);
            }
        }
        if (!flat) {
            OtlpScope.end(out, scopeMetrics, origins.key(origin).scope());
            out.string(3, schema(origins.key(origin)));
            out.end(resourceMetrics);
        }
    }

    private int headFlat(int length) {
        out.head(1, fieldBytes(length));
        out.head(2, length);
        return 0;
    }

    private int beginOrigin(Origin origin) {
        repaired += origin.repaired();
        int begun = out.begin(1);
        out.raw(origin.otlp(), 0, origin.otlp().length);
        return begun;
    }

    static String schema(Origin origin) {
        String url = origin.resource().getSchemaUrl();
        return url == null ? "" : url;
    }

    private void writeMetric(Points points, int index, long receivedNanos) {
        Metric metric = metrics.key(index);
        repaired += metric.repaired();
        boolean sum = metric.kind() == Kind.COUNTER;
        int bytes = pointsBytes[index];
        out.head(2, metricBytes(metric, bytes));
        out.raw(metric.otlp(), 0, metric.otlp().length);
        out.head(sum ? 7 : 5, dataBytes(metric, bytes));
        for (int i = first[index]; i != NONE; i = next[i]) {
            if (lengths[i] != 0) {
                writePoint(points, i, receivedNanos);
            }
        }
        if (sum) {
            out.varint(2, CUMULATIVE);
            out.varint(3, 1);
        }
    }

    private void writePoint(Points points, int point, long receivedNanos) {
        byte[] labels = attributes[point];
        out.reserve(labels.length + 48);
        byte[] to = out.array();
        int at = out.size();
        to[at++] = POINT;
        for (int rest = lengths[point]; ; rest >>>= 7) {
            if (rest < 0x80) {
                to[at++] = (byte) rest;
                break;
            }
            to[at++] = (byte) (rest | 0x80);
        }
        if (starts[point] != 0) {
            at = fixed64(to, at, START_TIME, starts[point]);
        }
        at = fixed64(to, at, TIME, time(points, point, receivedNanos));
        if (points.isStale(point)) {
            to[at++] = FLAGS;
            to[at++] = NO_RECORDED_VALUE;
        } else {
            at = fixed64(to, at, points.isLong(point) ? AS_INT : AS_DOUBLE, points.bits(point));
        }
        System.arraycopy(labels, 0, to, at, labels.length);
        out.truncate(at + labels.length);
    }

    private static int fixed64(byte[] to, int at, byte tag, long value) {
        to[at] = tag;
        LONG.set(to, at + 1, value);
        return at + FIXED64_BYTES;
    }
}
