package dev.ingot.receiver.graphite;

import java.net.InetSocketAddress;

/// The lines of one datagram. Used by one thread.
final class DatagramLines {
    private final LineIntake taken;
    private final Rejections rejections;
    private final int maxLine;

    DatagramLines(LineIntake taken, Rejections rejections, int maxLine) {
        this.taken = taken;
        this.rejections = rejections;
        this.maxLine = maxLine;
    }

    void take(byte[] bytes, int length, InetSocketAddress peer) {
        int from = 0;
        while (from < length) {
            int end = from;
            while (end < length && bytes[end] != '\n') {
                end++;
            }
            if (end - from > maxLine) {
                rejections.reject(Rejection.TOO_LONG, peer);
            } else {
                taken.take(bytes, from, end, peer);
            }
            from = end + 1;
        }
    }
}
