package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.LogRecord;
import dev.ingot.testkit.Fuzz;
import io.opentelemetry.api.common.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damages real messages, in every build the same way; `make fuzz` runs longer.
class SyslogFuzzTest {
    private static final int LONGEST = 2048;

    private final Fuzz fuzz = new Fuzz(5424, " :[]<>\"=\\-1@\n");
    private final Random random = fuzz.random();

    @Test
    void whateverArrivesIsARecordWithEveryByteOfIt() throws IOException {
        List<byte[]> corpus = corpus();
        Records records = MessageTableTest.records();
        Peer peer = MessageTableTest.peer();
        for (long round = 0; round < fuzz.rounds(60_000); round++) {
            byte[] bytes = fuzz.damaged(corpus);
            byte[] between = new byte[bytes.length + 8];
            Arrays.fill(between, (byte) ']');
            System.arraycopy(bytes, 0, between, 4, bytes.length);
            LogRecord made = records.of(between, 4, 4 + bytes.length, false, peer, round);
            assertThat(bytes(Objects.requireNonNull(made), bytes))
                    .as("round %d, %s", round, fuzz)
                    .isEqualTo(bytes);
        }
    }

    private static byte[] bytes(LogRecord made, byte[] sent) {
        Value<?> body = Objects.requireNonNull(made.getBodyValue());
        byte[] utf8 = body.asString().getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(utf8, sent)
                ? utf8
                : body.asString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void framesAreFoundHoweverTheyArrive() throws IOException {
        List<byte[]> corpus = corpus();
        for (long round = 0; round < fuzz.rounds(600); round++) {
            var sent = new ArrayList<String>();
            var stream = new ByteArrayOutputStream();
            for (int i = random.nextInt(40); i >= 0; i--) {
                byte[] message = fuzz.oneOf(corpus);
                boolean line = !contains(message, '\n') && !contains(message, 0);
                boolean counted = message.length > 0 && message[0] == '<';
                if (line && !Digits.is(message[0]) && (!counted || random.nextBoolean())) {
                    stream.write(message);
                    stream.write(random.nextBoolean() ? '\n' : 0);
                } else if (counted) {
                    stream.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
                    stream.write(message);
                } else {
                    continue;
                }
                sent.add(new String(message, StandardCharsets.ISO_8859_1));
            }
            assertThat(frames(stream.toByteArray()))
                    .as("round %d, %s", round, fuzz)
                    .isEqualTo(sent);
        }
    }

    @Test
    void garbageNeitherBreaksFramingNorFillsTheMemory() throws IOException {
        List<byte[]> corpus = corpus();
        for (long round = 0; round < fuzz.rounds(600); round++) {
            var stream = new ByteArrayOutputStream();
            for (int i = 0; i < 20; i++) {
                byte[] bytes = fuzz.damaged(corpus);
                if (random.nextInt(3) == 0) {
                    int count = bytes.length + random.nextInt(40) - 20;
                    stream.write((count + " ").getBytes(StandardCharsets.US_ASCII));
                }
                stream.write(bytes);
                stream.write(random.nextInt(4) == 0 ? 'x' : '\n');
            }
            for (String frame : frames(stream.toByteArray())) {
                assertThat(frame)
                        .as(fuzz.toString())
                        .hasSizeLessThanOrEqualTo(LONGEST)
                        .isNotEmpty();
            }
        }
    }

    private List<String> frames(byte[] bytes) throws IOException {
        InputStream in =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] into, int at, int length) {
                        return super.read(into, at, Math.min(length, 1 + random.nextInt(300)));
                    }
                };
        var frames = new Frames(in, Trailer.AUTO, false, LONGEST, LONGEST);
        var found = new ArrayList<String>();
        while (frames.next()) {
            int length = frames.end() - frames.start();
            found.add(
                    new String(
                            frames.buffer(), frames.start(), length, StandardCharsets.ISO_8859_1));
            assertThat(frames.buffer().length).isLessThanOrEqualTo(64 * 1024);
        }
        return found;
    }

    private static boolean contains(byte[] bytes, int wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return bytes.length == 0;
    }

    private static List<byte[]> corpus() throws IOException {
        var all = new ArrayList<byte[]>();
        for (Path table : MessageTableTest.tables()) {
            for (String line : Files.readAllLines(table)) {
                all.add(line.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return all;
    }
}
