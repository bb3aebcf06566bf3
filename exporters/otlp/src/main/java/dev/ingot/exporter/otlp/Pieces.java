package dev.ingot.exporter.otlp;

import java.io.IOException;
import okio.BufferedSink;

/// Writes a body in pieces, since a sink buffers the whole of what it gets at once before it sends
/// any of it.
final class Pieces {
    private static final int PIECE = 32 << 10;

    private Pieces() {}

    static void write(byte[] body, BufferedSink sink) throws IOException {
        for (int at = 0; at < body.length; at += PIECE) {
            sink.write(body, at, Math.min(PIECE, body.length - at));
        }
    }
}
