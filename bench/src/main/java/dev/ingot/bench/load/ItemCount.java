package dev.ingot.bench.load;

/// Counts the points or records of an OTLP message without decoding them: a walk over the lengths
/// of the messages that lie around them.
final class ItemCount {
    /// resource_metrics, scope_metrics, metrics, gauge or sum, data_points.
    static final ItemCount METRICS = new ItemCount(1 << 1, 1 << 2, 1 << 2, 1 << 5 | 1 << 7, 1 << 1);

    /// resource_logs, scope_logs, log_records.
    static final ItemCount LOGS = new ItemCount(1 << 1, 1 << 2, 1 << 2);

    private static final int LENGTH_DELIMITED = 2;

    /// For every level the numbers of the fields that lead down, as a set of bits.
    private final int[] path;

    private ItemCount(int... path) {
        this.path = path;
    }

    /// @param length how many bytes of the array are the message
    long of(byte[] message, int length) {
        return count(message, 0, length, 0);
    }

    private long count(byte[] message, int from, int to, int depth) {
        long found = 0;
        int at = from;
        while (at < to) {
            int tag = message[at++] & 0xFF;
            if ((tag & 7) != LENGTH_DELIMITED) {
                at = skip(message, at, tag & 7);
                continue;
            }
            int length = 0;
            int shift = 0;
            byte part;
            do {
                part = message[at++];
                length |= (part & 0x7F) << shift;
                shift += 7;
            } while (part < 0);
            if ((path[depth] & 1 << (tag >>> 3)) != 0) {
                found += depth + 1 == path.length ? 1 : count(message, at, at + length, depth + 1);
            }
            at += length;
        }
        return found;
    }

    private static int skip(byte[] message, int from, int wireType) {
        return switch (wireType) {
            case 1 -> from + 8;
            case 5 -> from + 4;
            default -> {
                int at = from;
                while (message[at] < 0) {
                    at++;
                }
                yield at + 1;
            }
        };
    }
}
