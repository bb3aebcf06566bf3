package dev.ingot.record;

import dev.ingot.wire.ProtoWriter;

/// The fields of something in OTLP, made once and written again and again.
final class Encoded {
    private final byte[] bytes;
    private final int repaired;

    Encoded(ProtoWriter out) {
        this.bytes = out.toByteArray();
        this.repaired = (int) out.repaired();
    }

    /// Nobody writes into them.
    byte[] bytes() {
        return bytes;
    }

    /// How many characters stand for some that UTF-8 cannot hold.
    int repaired() {
        return repaired;
    }
}
