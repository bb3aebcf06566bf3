package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Where a queue on disk begins: the first record that is not dealt with. Kept in two slots of one
/// file that are written in turn, so one of them is whole whenever the agent ends, and moving it
/// takes no room on a full disk.
final class Cursor implements AutoCloseable {
    private static final int SLOT = 32;
    private static final int CHECKED = 24;

    private final FileChannel channel;
    private long turn;
    private long segment;
    private long offset;

    private Cursor(FileChannel channel) {
        this.channel = channel;
    }

    static Cursor open(Path file) throws IOException {
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        var cursor = new Cursor(channel);
        cursor.read(0);
        cursor.read(1);
        cursor.move(cursor.segment, cursor.offset);
        cursor.move(cursor.segment, cursor.offset);
        return cursor;
    }

    long segment() {
        return segment;
    }

    long offset() {
        return offset;
    }

    private void read(int slot) throws IOException {
        var bytes = ByteBuffer.allocate(SLOT);
        if (channel.read(bytes, (long) slot * SLOT) < SLOT) {
            return;
        }
        if (bytes.getInt(CHECKED) == checksum(bytes) && bytes.getLong(0) > turn) {
            turn = bytes.getLong(0);
            segment = bytes.getLong(8);
            offset = bytes.getLong(16);
        }
    }

    void move(long toSegment, long toOffset) throws IOException {
        turn++;
        segment = toSegment;
        offset = toOffset;
        var bytes = ByteBuffer.allocate(SLOT);
        bytes.putLong(0, turn).putLong(8, segment).putLong(16, offset);
        bytes.putInt(CHECKED, checksum(bytes));
        channel.write(bytes, turn % 2 * SLOT);
    }

    private static int checksum(ByteBuffer slot) {
        var crc = new CRC32C();
        crc.update(slot.array(), slot.arrayOffset(), CHECKED);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
