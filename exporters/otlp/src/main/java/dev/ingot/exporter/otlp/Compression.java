package dev.ingot.exporter.otlp;

import java.util.Locale;

/// How a request is made smaller; the names are those of HTTP's `Content-Encoding`.
enum Compression {
    NONE,
    GZIP,
    ZSTD;

    String encoding() {
        return name().toLowerCase(Locale.ROOT);
    }
}
