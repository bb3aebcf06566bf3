package dev.ingot.exporter.otlp;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/// Compresses requests, one after the other, with state that is used again. Level 1 by default: the
/// usual level 6 costs more than everything else together. Not safe for several threads at once.
final class Compressor implements AutoCloseable {
    /// A gzip member's head: magic number, deflate, no flags, no time, fastest, unknown system (RFC
    /// 1952).
    private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

    private static final int GZIP_TAIL = 8;

    private final Compression compression;
    private final Deflater deflater;
    private final CRC32 crc = new CRC32();
    private final ZstdCompressCtx zstd;
    private byte[] scratch = new byte[1 << 16];

    Compressor(Compression compression, int level) {
        this.compression = compression;
        this.deflater = new Deflater(compression == Compression.GZIP ? level : 1, true);
        this.zstd = new ZstdCompressCtx();
        this.zstd.setLevel(compression == Compression.ZSTD ? level : 1);
    }

    Compression compression() {
        return compression;
    }

    /// The compressed form of `bytes[from, from + length)`, in an array of its own.
    byte[] compress(byte[] bytes, int from, int length) {
        return switch (compression) {
            case NONE -> Arrays.copyOfRange(bytes, from, from + length);
            case GZIP -> gzip(bytes, from, length);
            case ZSTD -> zstd(bytes, from, length);
        };
    }

    private byte[] zstd(byte[] bytes, int from, int length) {
        int bound = Math.toIntExact(Zstd.compressBound(length));
        if (scratch.length < bound) {
            scratch = new byte[bound];
        }
        int size = zstd.compressByteArray(scratch, 0, scratch.length, bytes, from, length);
        return Arrays.copyOf(scratch, size);
    }

    private byte[] gzip(byte[] bytes, int from, int length) {
        deflater.reset();
        deflater.setInput(bytes, from, length);
        deflater.finish();
        System.arraycopy(GZIP_HEAD, 0, scratch, 0, GZIP_HEAD.length);
        int size = GZIP_HEAD.length;
        while (!deflater.finished()) {
            if (scratch.length - size < 1024) {
                scratch = Arrays.copyOf(scratch, 2 * scratch.length);
            }
            size += deflater.deflate(scratch, size, scratch.length - GZIP_TAIL - size);
        }
        crc.reset();
        crc.update(bytes, from, length);
        little(size, (int) crc.getValue());
        little(size + 4, length);
        return Arrays.copyOf(scratch, size + GZIP_TAIL);
    }

    private void little(int at, int value) {
        for (int i = 0; i < 4; i++) {
            scratch[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /// The request as it was before compression.
    ///
    /// @param size how long it was
    static byte[] expand(Compression compression, byte[] body, int size) throws IOException {
        return switch (compression) {
            case NONE -> body;
            case ZSTD -> Zstd.decompress(body, size);
            case GZIP -> {
                try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                    yield in.readNBytes(size);
                }
            }
        };
    }

    @Override
    public void close() {
        deflater.end();
        zstd.close();
    }
}
