package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final int LONGEST = 64;

    @Test
    void linesEndAtTheirTrailer() {
        frames("<13>a\n<13>b\n", "<13>a", "<13>b");
        frames("<13>a\r\n<13>b\r\n", "<13>a\r", "<13>b\r");
        frames("<13>a\0<13>b\0", "<13>a", "<13>b");
        frames("<13>a\n<13>b", "<13>a", "<13>b");
        frames("\n\n<13>a\n\r\n\0\n", "<13>a");
        frames("hello\n", "hello");
        frames("");
    }

    @Test
    void theTrailerMayBePinned() {
        assertThat(cut("<13>a\nb\0<13>c\0", 3, Trailer.NUL, false))
                .containsExactly("<13>a\nb", "<13>c");
        assertThat(cut("<13>a\0b\n<13>c\n", 3, Trailer.LF, false))
                .containsExactly("<13>a\0b", "<13>c");
    }

    @Test
    void countedMessagesAreAsLongAsTheySay() {
        frames("5 <13>a5 <13>b", "<13>a", "<13>b");
        frames("7 <13>a\nb5 <13>b", "<13>a\nb", "<13>b");
        frames("5 <13>a\n5 <13>b\n", "<13>a", "<13>b");
        frames("6 <13>a\n", "<13>a\n");
    }

    @Test
    void everyMessageSaysHowItIsFramed() {
        frames("5 <13>a<13>b\n5 <13>c", "<13>a", "<13>b", "<13>c");
    }

    @Test
    void aNumberIsNoCountWithoutAPriority() {
        frames("5 apples\n", "5 apples");
        frames("12\n", "12");
        frames("2026-01-01 x\n", "2026-01-01 x");
        frames("123456789 <13>a\n", "123456789 <13>a");
        frames("05 <13>a\n", "05 <13>a");
        frames("5", "5");
        frames("5 ", "5 ");
        frames("5 <", "<~");
    }

    @Test
    void aNumberAlwaysCountsWhereThatIsConfigured() {
        assertThat(cut("5 hello3 abc", 2, Trailer.AUTO, true)).containsExactly("hello", "abc");
        assertThat(cut("hello\n3 abc", 2, Trailer.AUTO, true)).containsExactly("hello", "abc");
    }

    @Test
    void whatTheStreamEndsInIsCut() {
        frames("50 <13>abc", "<13>abc~");
        frames("<13>abc", "<13>abc");
    }

    @Test
    void aLongMessageIsCutAndTheNextOneIsWhole() {
        String longest = "<13>" + "x".repeat(60);
        frames(longest + "\n<13>b\n", longest, "<13>b");
        frames(longest + "yyy\n<13>b\n", longest + "~", "<13>b");
        frames("64 " + longest + "5 <13>b", longest, "<13>b");
        frames("67 " + longest + "yyy5 <13>b", longest + "~", "<13>b");
        frames("67 " + longest + "y", longest + "~");
        frames(longest + "y", longest + "~");
        frames("999 " + longest + "\n".repeat(999 - 64) + "5 <13>b", longest + "~", "<13>b");
    }

    @Test
    void theBufferGrowsAndShrinks() throws IOException {
        String big = "<13>" + "x".repeat(1 << 20);
        byte[] bytes = (big + "\n<13>b\n").getBytes(StandardCharsets.US_ASCII);
        var frames =
                new Frames(new ByteArrayInputStream(bytes), Trailer.AUTO, false, 1 << 21, 1 << 21);
        assertThat(frames.next()).isTrue();
        assertThat(frames.end() - frames.start()).isEqualTo(big.length());
        assertThat(frames.buffer().length).isLessThanOrEqualTo(1 << 22);
        assertThat(frames.next()).isTrue();
        assertThat(frames.next()).isFalse();
        assertThat(frames.buffer().length).isEqualTo(64 * 1024);
    }

    @Test
    void whatArrivedBeforeABreakIsAMessage() throws IOException {
        InputStream broken =
                new InputStream() {
                    private final InputStream whole = stream("<13>a\n<13>b");

                    @Override
                    public int read() throws IOException {
                        throw new IOException("reset");
                    }

                    @Override
                    public int read(byte[] into, int at, int length) throws IOException {
                        int read = whole.read(into, at, length);
                        if (read < 0) {
                            throw new IOException("reset");
                        }
                        return read;
                    }
                };
        var frames = new Frames(broken, Trailer.AUTO, false, LONGEST, LONGEST);
        assertThat(frames.next()).isTrue();
        assertThat(frames.buffered()).isFalse();
        try {
            assertThat(frames.next()).isFalse();
        } catch (IOException reset) {
            frames.endHere();
        }
        assertThat(frames.next()).isTrue();
        assertThat(text(frames)).isEqualTo("<13>b");
        assertThat(frames.next()).isFalse();
    }

    /// However the bytes arrive, the messages are the same. A cut one ends in `~`.
    private static void frames(String stream, String... messages) {
        for (int chunk = 1; chunk <= stream.length() + 1; chunk++) {
            assertThat(cut(stream, chunk, Trailer.AUTO, false))
                    .as("chunks of %d bytes", chunk)
                    .containsExactly(messages);
        }
    }

    private static List<String> cut(String stream, int chunk, Trailer trailer, boolean counted) {
        InputStream in = new Chunks(stream(stream), chunk);
        var frames = new Frames(in, trailer, counted, LONGEST, LONGEST);
        var messages = new ArrayList<String>();
        try {
            while (frames.next()) {
                messages.add(text(frames) + (frames.wasCut() ? "~" : ""));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return messages;
    }

    private static String text(Frames frames) {
        return new String(
                frames.buffer(),
                frames.start(),
                frames.end() - frames.start(),
                StandardCharsets.UTF_8);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A stream that arrives in pieces.
    private static final class Chunks extends InputStream {
        private final InputStream whole;
        private final int size;

        Chunks(InputStream whole, int size) {
            this.whole = whole;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            return whole.read(into, at, Math.min(size, length));
        }
    }
}
