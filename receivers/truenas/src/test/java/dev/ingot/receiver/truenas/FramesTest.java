package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import okio.Buffer;
import okio.Sink;
import okio.Socket;
import okio.Source;
import org.junit.jupiter.api.Test;

/// Frames byte by byte; the other tests speak with a server of another make.
class FramesTest {
    private static final int MAX = 1000;

    /// A connection whose other end is in two buffers.
    private static final class Pipe implements Socket {
        final Buffer in = new Buffer();
        final Buffer out = new Buffer();
        boolean cancelled;

        @Override
        public Source getSource() {
            return in;
        }

        @Override
        public Sink getSink() {
            return out;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final Pipe pipe = new Pipe();
    private final Frames frames = new Frames(pipe, MAX);

    private String next(String hex) throws IOException {
        pipe.in.write(HexFormat.of().parseHex(hex.replace(" ", "")));
        Buffer message = frames.next();
        return message == null ? "(closed)" : message.readUtf8();
    }

    private static void refuses(String hex, String why) {
        var fresh = new FramesTest();
        assertThatThrownBy(() -> fresh.next(hex)).isInstanceOf(IOException.class).hasMessage(why);
    }

    @Test
    void messagesComeWhole() throws IOException {
        assertThat(next("81 02 6869")).isEqualTo("hi");
        assertThat(next("82 02 6869")).isEqualTo("hi");
        assertThat(next("81 00")).isEmpty();
        assertThat(next("81 7e 0003 616263")).isEqualTo("abc");
        assertThat(next("81 7f 0000000000000003 616263")).isEqualTo("abc");
    }

    @Test
    void fragmentsAreJoinedAndPingsBetweenThemAnswered() throws IOException {
        assertThat(next("01 01 61  89 01 70  00 01 62  8a 00  80 01 63")).isEqualTo("abc");
        byte[] pong = pipe.out.readByteArray();
        assertThat(pong).hasSize(2 + 4 + 1);
        assertThat(pong[0]).isEqualTo((byte) 0x8a);
        assertThat(pong[6] ^ pong[2]).isEqualTo('p');
        assertThat(next("01 00  80 00")).isEmpty();
    }

    @Test
    void aGoodbyeIsUnderstood() throws IOException {
        assertThat(next("88 05 03f1 627965")).isEqualTo("(closed)");
        assertThat(frames.farewell()).isEqualTo("the NAS closed the connection (1009 bye)");
    }

    @Test
    void whatIsNoWebSocketIsRefused() {
        refuses("c1 01 61", "a frame has reserved bits set");
        refuses("81 81 00000000 61", "a frame of the server is masked");
        refuses("83 01 61", "a frame of kind 3 came out of turn");
        refuses("80 01 61", "a frame of kind 0 came out of turn");
        refuses("01 01 61  81 01 62", "a frame of kind 1 came out of turn");
        refuses("89 7e 007e", "a control frame is longer than 125 bytes");
        refuses("81 7f ffffffffffffffff", "a reply is longer than 1000 bytes");
        refuses("81 7e 03e9", "a reply is longer than 1000 bytes");
        refuses("01 7e 03e8" + "61".repeat(1000) + "80 01 61", "a reply is longer than 1000 bytes");
        assertThatThrownBy(() -> next("81 7e 0003 61")).isInstanceOf(EOFException.class);
        assertThat(Frames.message(new EOFException())).isEqualTo("the connection ended");
    }

    @Test
    void noiseNeverDoesMoreThanEndTheConnection() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            var noisy = new Pipe();
            noisy.in.write(noise);
            var reader = new Frames(noisy, MAX);
            try {
                while (reader.next() != null) {
                    // a message that happened to be one
                }
            } catch (IOException refused) {
                assertThat(refused.getMessage() == null || !refused.getMessage().isEmpty())
                        .isTrue();
            }
        }
    }

    @Test
    void closingSaysGoodbyeOnce() {
        frames.close();
        assertThat(pipe.out.readByteArray()).startsWith(0x88, 0x82).hasSize(2 + 4 + 2);
        assertThat(pipe.cancelled).isTrue();
    }

    @Test
    void aLongTextIsSentInOneMaskedFrame() throws IOException {
        frames.text(new byte[70_000]);
        assertThat(pipe.out.size()).isEqualTo(2 + 8 + 4 + 70_000);
        frames.text(new byte[300]);
        frames.ping();
        assertThat(pipe.out.size()).isEqualTo(70_014 + 2 + 2 + 4 + 300 + 6);
    }
}
