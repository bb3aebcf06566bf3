package dev.ingot.bench.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// Messages of RFC 5424 as a few hosts write them, all of one length, one after the other.
final class Messages {
    /// How long a message is, without the count that stands before it in a stream.
    static final int LENGTH = 300;

    static final int SIZE = 1000;

    private static final String COUNT = LENGTH + " ";
    private static final String[] APPS = {"smbd", "sshd", "zed", "cron", "nginx", "kernel"};

    private final ByteBuffer stream;
    private final ByteBuffer datagrams;

    private Messages(ByteBuffer stream, ByteBuffer datagrams) {
        this.stream = stream;
        this.datagrams = datagrams;
    }

    static Messages make() {
        // Outside of the heap, from where the kernel takes it without another copy.
        var stream = ByteBuffer.allocateDirect(SIZE * (COUNT.length() + LENGTH));
        var datagrams = ByteBuffer.allocateDirect(SIZE * LENGTH);
        for (int i = 0; i < SIZE; i++) {
            byte[] message = message(i).getBytes(US_ASCII);
            stream.put(COUNT.getBytes(US_ASCII)).put(message);
            datagrams.put(message);
        }
        return new Messages(stream.flip(), datagrams.flip());
    }

    private static String message(int number) {
        String header =
                "<%d>1 2026-11-21T10:%02d:%02d.%06dZ nas%02d %s %d ID%d - "
                        .formatted(
                                8 * (number % 24) + 3 + number % 5,
                                number % 60,
                                number % 60,
                                number * 7,
                                number % 8,
                                APPS[number % APPS.length],
                                1000 + number,
                                number % 10);
        String event =
                "session %d of user%d opened from 192.168.%d.%d port %d, share /mnt/tank/media; "
                        .formatted(
                                number, number % 37, number % 4, 1 + number % 250, 40_000 + number);
        return (header + event + "nothing else of note has happened here ".repeat(8))
                .substring(0, LENGTH);
    }

    /// All of them, octet-counted, as they stand in a stream.
    ByteBuffer stream() {
        return stream.duplicate();
    }

    /// Some of them one after the other, as many as there are from `first` on.
    ByteBuffer datagrams(int first, int count) {
        return datagrams.slice(first * LENGTH, Math.min(count, SIZE - first) * LENGTH);
    }
}
