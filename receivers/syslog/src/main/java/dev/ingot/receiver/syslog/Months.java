package dev.ingot.receiver.syslog;

/// The English three-letter names of months, in any case.
final class Months {
    private static final String NAMES = "janfebmaraprmayjunjulaugsepoctnovdec";

    private Months() {}

    /// 1 to 12, or -1.
    static int of(byte[] in, int at) {
        for (int i = 0; i < NAMES.length(); i += 3) {
            if ((in[at] | 0x20) == NAMES.charAt(i)
                    && (in[at + 1] | 0x20) == NAMES.charAt(i + 1)
                    && (in[at + 2] | 0x20) == NAMES.charAt(i + 2)) {
                return i / 3 + 1;
            }
        }
        return -1;
    }
}
