package dev.ingot.exporter.prometheus;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Passes everything on until it is shut, and never closes what is behind it.
final class Valve extends FilterOutputStream {
    private boolean shut;

    Valve(OutputStream out) {
        super(out);
    }

    void shut() {
        shut = true;
    }

    @Override
    public void write(int one) throws IOException {
        if (!shut) {
            out.write(one);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (!shut) {
            out.write(bytes, from, length);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
