package dev.ingot.receiver.syslog;

/// The byte order mark that RFC 5424 puts before a text in UTF-8. It is no part of the text.
final class Bom {
    private Bom() {}

    static int skip(byte[] in, int at, int end) {
        boolean here =
                end - at >= 3
                        && in[at] == (byte) 0xEF
                        && in[at + 1] == (byte) 0xBB
                        && in[at + 2] == (byte) 0xBF;
        return here ? at + 3 : at;
    }
}
