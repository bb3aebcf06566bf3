package dev.ingot.exporter.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// gzip at level 1: a quarter of the time of the JDK's default, for a sixth more bytes.
final class FastGzip extends GZIPOutputStream {
    private static final int BUFFER = 16 * 1024;

    FastGzip(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
