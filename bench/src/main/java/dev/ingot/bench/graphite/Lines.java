package dev.ingot.bench.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The lines of a fleet of NAS, as netdata on TrueNAS SCALE writes them; each round says the same
/// series with a new time and other values, in place.
final class Lines {
    private static final int TIME_DIGITS = 10;
    private static final List<String> CHARTS =
            List.of(
                    "system.load.load1",
                    "system.load.load5",
                    "system.uptime.uptime",
                    "system.active_processes.active",
                    "truenas_cpu_usage.cpu.cpu",
                    "truenas_meminfo.total.total",
                    "truenas_meminfo.available.available");

    private final ByteBuffer text;
    private final int[] ends;

    private Lines(byte[] text, int[] ends) {
        // Outside of the heap, from where the kernel takes it without another copy.
        this.text = ByteBuffer.allocateDirect(text.length).put(text).flip();
        this.ends = ends;
    }

    /// Lines of the series numbered `[from, to)`.
    static Lines of(int from, int to) {
        var text = new StringBuilder();
        int[] ends = new int[to - from];
        for (int i = from; i < to; i++) {
            text.append("truenas.nas").append(i / 50).append('.').append(chart(i % 50));
            text.append(' ').append(i % 97).append(".1234567 0000000000\n");
            ends[i - from] = text.length();
        }
        return new Lines(text.toString().getBytes(US_ASCII), ends);
    }

    private static String chart(int number) {
        if (number < CHARTS.size()) {
            return CHARTS.get(number);
        }
        List<String> kinds = new ArrayList<>();
        kinds.add("truenas_cpu_usage.cpu.cpu" + number);
        kinds.add("net.eno" + number + ".received");
        kinds.add("net.eno" + number + ".sent");
        kinds.add(
                "truenas_disk_stats._serial_lunid_WYE0BD%02d_5000c500fd71f5%02d.reads"
                        .formatted(number, number));
        return kinds.get(number % kinds.size());
    }

    int size() {
        return ends.length;
    }

    /// The text of a round at a time, with values that differ from round to round; the next call
    /// overwrites it.
    ByteBuffer at(long seconds, int round) {
        var time = ByteBuffer.wrap(String.valueOf(seconds).getBytes(US_ASCII));
        long firstDigits = time.getLong(0);
        short lastDigits = time.getShort(Long.BYTES);
        byte digit = (byte) ('0' + round % 10);
        for (int end : ends) {
            text.putLong(end - 1 - TIME_DIGITS, firstDigits);
            text.putShort(end - 1 - Short.BYTES, lastDigits);
            text.put(end - 3 - TIME_DIGITS, digit);
        }
        return text.duplicate();
    }

    /// Where line `index` ends.
    int end(int index) {
        return ends[index];
    }
}
