package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A request as it stands in a segment file: a mark to find records by, the length of what follows
/// the checksum, the CRC-32C of that, then kind, compression, items, size before compression, time,
/// and the body. Numbers are big-endian.
final class StoredForm {
    /// Mark, length, checksum.
    static final int FRAME = 12;

    /// Kind, compression, items, size before compression, time.
    static final int META = 18;

    static final int HEAD = FRAME + META;

    /// Larger than any request: a length above it is a sign of damage.
    static final int LONGEST = 512 << 20;

    static final int MARK = 0x1E60715B;

    private StoredForm() {}

    /// The head of a record.
    ///
    /// @param length of what follows the checksum
    record Head(int length, int checksum, int items, long createdMillis) {
        /// Of the whole record.
        long size() {
            return FRAME + (long) length;
        }

        Load load() {
            return new Load(1, items, size());
        }

        int bodyBytes() {
            return length - META;
        }
    }

    static ByteBuffer write(ExportRequest request) {
        byte[] body = request.body();
        var buffer = ByteBuffer.allocate(HEAD + body.length);
        buffer.position(FRAME);
        buffer.put(code(request.type()));
        buffer.put(code(request.compression()));
        buffer.putInt(request.items());
        buffer.putInt(request.expandedBytes());
        buffer.putLong(request.createdMillis());
        buffer.put(body);
        buffer.putInt(0, MARK);
        buffer.putInt(4, META + body.length);
        buffer.putInt(8, checksum(buffer, FRAME, META + body.length));
        return buffer.flip();
    }

    /// The head at a position of a buffer that has at least [#HEAD] bytes there; null where there
    /// is none.
    static @Nullable Head head(ByteBuffer from, int at) {
        int length = from.getInt(at + 4);
        int items = from.getInt(at + FRAME + 2);
        if (from.getInt(at) != MARK || length < META || length > LONGEST || items < 1) {
            return null;
        }
        return new Head(length, from.getInt(at + 8), items, from.getLong(at + FRAME + 10));
    }

    /// Whether a record is what was written.
    ///
    /// @param at where the record starts
    static boolean isWhole(ByteBuffer record, int at, Head head) {
        return record.limit() - at >= head.size()
                && checksum(record, at + FRAME, head.length) == head.checksum;
    }

    /// The request in a whole record.
    static ExportRequest read(ByteBuffer record, Head head) {
        byte[] body = new byte[head.bodyBytes()];
        record.get(HEAD, body);
        return new ExportRequest(
                record.get(FRAME) == 'M' ? Signal.Type.METRICS : Signal.Type.LOGS,
                compression(record.get(FRAME + 1)),
                body,
                head.items,
                record.getInt(FRAME + 6),
                head.createdMillis);
    }

    private static byte code(Signal.Type type) {
        return (byte) (type == Signal.Type.METRICS ? 'M' : 'L');
    }

    private static byte code(Compression compression) {
        return (byte)
                switch (compression) {
                    case NONE -> 'n';
                    case GZIP -> 'g';
                    case ZSTD -> 'z';
                };
    }

    private static Compression compression(byte code) {
        return switch (code) {
            case 'g' -> Compression.GZIP;
            case 'z' -> Compression.ZSTD;
            default -> Compression.NONE;
        };
    }

    private static int checksum(ByteBuffer buffer, int from, int length) {
        var crc = new CRC32C();
        crc.update(buffer.array(), buffer.arrayOffset() + from, length);
        return (int) crc.getValue();
    }
}
