package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ingot.record.Points;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a scrape allocates once others came before: some buffers, however many series there are.
class ScrapeMemoryTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// A number with all its digits passes through the JDK as a text of its own.
    private static final int DIGITS = 128;

    private static final int BUFFERS = 256 * 1024;

    private static Bridge bridge(int size, double step) {
        Store store = Bridges.store(Duration.ZERO, size);
        var points = new Points(size);
        for (int i = 0; i < size; i++) {
            points.add(series(SIZE, "i", "" + i), 1, i * step);
        }
        store.accept(points, 1);
        return Bridges.bridge(store);
    }

    private static long allocated(Bridge bridge, Negotiation.Coding coding) throws IOException {
        long allocated = 0;
        for (int round = 0; round < 4; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try (OutputStream out = coding.pack(OutputStream.nullOutputStream())) {
                bridge.write(PlainText.V0_0_4, Optional.empty(), out);
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    @Test
    void scrapeOfAnySizeAllocatesSomeBuffers() throws IOException {
        for (int size : new int[] {1_000, 100_000}) {
            Bridge bridge = bridge(size, 0.25);
            for (var coding : Negotiation.Coding.values()) {
                long allocated = allocated(bridge, coding);
                System.out.printf(
                        "a scrape of %d series as %s allocates %d KiB%n",
                        size, coding.word(), allocated / 1024);
                assertThat(allocated).as(coding + " of " + size).isLessThan(BUFFERS);
            }
        }
    }

    @Test
    void numberWithManyDigitsCostsOneShortText() throws IOException {
        Bridge bridge = bridge(10_000, Math.PI);
        assertThat(allocated(bridge, Negotiation.Coding.IDENTITY))
                .isLessThan(BUFFERS + 10_000 * DIGITS);
    }
}
