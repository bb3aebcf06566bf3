package dev.ingot.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static final String TOO_LONG = "<too long>";

    @Test
    void linesEndWithNewlineWithOrWithoutCarriageReturn() throws IOException {
        assertThat(lines("a\nb\r\nc\n")).containsExactly("a", "b", "c");
    }

    @Test
    void emptyLinesAreLines() throws IOException {
        assertThat(lines("\n\r\n\nx\n")).containsExactly("", "", "", "x");
    }

    @Test
    void whatFollowsTheLastNewlineIsALineUnlessEmpty() throws IOException {
        assertThat(lines("a\nb")).containsExactly("a", "b");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("a\nb\r")).containsExactly("a", "b");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void carriageReturnsInsideALineStay() throws IOException {
        assertThat(lines("a\rb\r\r\n")).containsExactly("a\rb\r");
    }

    @Test
    void lineMayBeAsLongAsTheLimitAndNotLonger() throws IOException {
        assertThat(lines("12345\n12345\r\n123456\n123456\r\nx\n"))
                .containsExactly("12345", "12345", TOO_LONG, TOO_LONG, "x");
        assertThat(lines("12345")).containsExactly("12345");
        assertThat(lines("12345\r")).containsExactly("12345");
        assertThat(lines("123456")).containsExactly(TOO_LONG);
        assertThat(lines("123456\r\r")).containsExactly(TOO_LONG);
    }

    @Test
    void lastLineWithoutNewlineIsNotTerminated() throws IOException {
        var reader = new LineReader(stream("a\nb"), 5, () -> {});
        assertThat(reader.next()).isTrue();
        assertThat(reader.terminated()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.terminated()).isFalse();
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void lineOfOneMebibyteIsReadWholeAndTheRoomGivenBack() throws IOException {
        String longest = "x".repeat(1 << 20);
        var tooLong = new AtomicInteger();
        var reader =
                new LineReader(
                        stream(longest + "\r\n" + longest + "y\nz\n"),
                        1 << 20,
                        tooLong::incrementAndGet);
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo(longest);
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("z");
        assertThat(tooLong).hasValue(1);
        assertThat(reader.next()).isFalse();
        assertThat(reader.buffer()).hasSize(8192);
    }

    @Test
    void endlessLineTakesNoMoreRoomThanTheLimit() throws IOException {
        var tooLong = new AtomicInteger();
        InputStream endless =
                new InputStream() {
                    private int left = 64 << 20;

                    @Override
                    public int read() {
                        return left-- > 0 ? 'x' : -1;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        assertThat(into.length).isLessThanOrEqualTo(100_002);
                        left -= length;
                        return left > 0 ? length : -1;
                    }
                };
        var reader = new LineReader(endless, 100_000, tooLong::incrementAndGet);
        assertThat(reader.next()).isFalse();
        assertThat(tooLong).hasValue(1);
    }

    @Test
    void bufferedSaysWhetherALineIsAtHand() throws IOException {
        var reader = new LineReader(chunks("a\nb\nc", "1\n"), 100, () -> {});
        assertThat(reader.buffered()).isFalse();
        assertThat(reader.next()).isTrue();
        assertThat(reader.buffered()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.buffered()).isFalse();
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("c1");
    }

    @Test
    void readingLinesAllocatesNothing() throws IOException {
        byte[] block =
                "servers.web01.cpu.idle 98.123456 1700000000\n".repeat(2000).getBytes(ISO_8859_1);
        var endless =
                new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        at = (at + 1) % block.length;
                        return block[at];
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        int count = Math.min(length, block.length - at);
                        System.arraycopy(block, at, into, offset, count);
                        at = (at + count) % block.length;
                        return count;
                    }
                };
        var reader = new LineReader(endless, 4096, () -> {});
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        read(reader, 10_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        int bytes = read(reader, 500_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).isEqualTo(500_000 * 43);
        assertThat(allocated).isLessThan(10_000);
    }

    private static int read(LineReader reader, int lines) throws IOException {
        int bytes = 0;
        for (int i = 0; i < lines; i++) {
            reader.next();
            bytes += reader.end() - reader.start();
        }
        return bytes;
    }

    /// Whatever the bytes and however they arrive, the lines are those of a splitter that has
    /// everything before it.
    @Property(tries = 2000)
    void linesDoNotDependOnHowTheyArrive(
            @ForAll("bytes") byte[] bytes,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int maxLine)
            throws IOException {
        assertThat(lines(chunks(bytes, new Random(seed)), maxLine))
                .isEqualTo(split(bytes, maxLine));
    }

    /// The same around the size of the buffer.
    @Property(tries = 200)
    void longLinesDoNotDependOnHowTheyArrive(
            @ForAll long seed, @ForAll @IntRange(min = 8000, max = 40_000) int maxLine)
            throws IOException {
        var random = new Random(seed);
        byte[] bytes = new byte[200_000];
        Arrays.fill(bytes, (byte) 'x');
        for (int at = 0; at < bytes.length; at += random.nextInt(1, 2 * maxLine)) {
            bytes[at] = '\n';
            bytes[Math.max(at - 1, 0)] = (byte) (random.nextBoolean() ? '\r' : '\n');
        }
        assertThat(lines(chunks(bytes, random), maxLine)).isEqualTo(split(bytes, maxLine));
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<Byte> some =
                Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of((byte) '\n')),
                        Tuple.of(2, Arbitraries.of((byte) '\r')),
                        Tuple.of(1, Arbitraries.of((byte) 0x0B, (byte) 0x8A)),
                        Tuple.of(20, Arbitraries.bytes()));
        return some.array(byte[].class).ofMinSize(0).ofMaxSize(300);
    }

    private static List<String> split(byte[] bytes, int maxLine) {
        var lines = new ArrayList<String>();
        String[] parts = new String(bytes, ISO_8859_1).split("\n", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            String line =
                    parts[i].endsWith("\r")
                            ? parts[i].substring(0, parts[i].length() - 1)
                            : parts[i];
            if (!last || !parts[i].isEmpty()) {
                lines.add(line.length() > maxLine ? TOO_LONG : line);
            }
        }
        return lines;
    }

    private static List<String> lines(String text) throws IOException {
        return lines(stream(text), 5);
    }

    /// Also checks that [LineReader#buffered] keeps its word.
    private static List<String> lines(InputStream in, int maxLine) throws IOException {
        var lines = new ArrayList<String>();
        var reads = new AtomicInteger();
        var counting =
                new FilterInputStream(in) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        reads.incrementAndGet();
                        return super.read(into, offset, length);
                    }
                };
        var reader = new LineReader(counting, maxLine, () -> lines.add(TOO_LONG));
        while (true) {
            boolean buffered = reader.buffered();
            int before = reads.get();
            boolean some = reader.next();
            assertThat(reads.get() == before).isEqualTo(buffered);
            if (!some) {
                return lines;
            }
            lines.add(text(reader));
        }
    }

    private static String text(LineReader reader) {
        return new String(
                reader.buffer(), reader.start(), reader.end() - reader.start(), ISO_8859_1);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }

    private static InputStream chunks(String... chunks) {
        var parts = new ArrayList<InputStream>();
        for (String chunk : chunks) {
            parts.add(stream(chunk));
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static InputStream chunks(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(
                        into,
                        offset,
                        Math.min(length, random.nextInt(1, 20_000) >> random.nextInt(12) | 1));
            }
        };
    }
}
