package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.WhenFull;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.telemetry.Tally;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages as senders in the field write them, one a line, and the records they become, beside
/// them in `….records`. All arrive shortly after New Year of 2026.
class MessageTableTest {
    static final Path MESSAGES = Path.of("src/test/resources/messages");

    static List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void messagesBecomeTheirRecords(Path table) throws IOException {
        var recorder = new Recorder();
        Records records = records();
        for (String line : Files.readAllLines(table)) {
            byte[] bytes = unescaped(line).getBytes(StandardCharsets.UTF_8);
            long now = Sample.NOW.getEpochSecond() * 1_000_000_000;
            LogRecord made = records.of(bytes, 0, bytes.length, false, peer(), now);
            recorder.accept(Logs.of(Objects.requireNonNull(made)), WhenFull.PUSH_BACK);
        }
        String expected = table.getFileName().toString().replace(".txt", ".records");
        Golden.check(MESSAGES.resolve(expected), escaped(recorder.text()));
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        int lines = 0;
        for (Path table : tables()) {
            lines += Files.readAllLines(table).size();
        }
        assertThat(lines).isGreaterThan(120);
    }

    private static String escaped(String text) {
        return Pattern.compile("[\\x00-\\x08\\x0B-\\x1F]")
                .matcher(text)
                .replaceAll(found -> "\\\\u%04X".formatted((int) found.group().charAt(0)));
    }

    static String unescaped(String line) {
        return line.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\uFEFF", "\uFEFF")
                .replace("\\u0000", "\0")
                .replace("\\u0001", "\u0001")
                .replace("\\u0002", "\u0002")
                .replace("\\u0003", "\u0003")
                .replace("\\u0016", "\u0016");
    }

    static Records records() {
        Source source = new Written("classify_services: true").config().sources().getFirst();
        var text = new Text(StandardCharsets.UTF_8);
        return new Records(
                source, new Origins(source.resource()), text, new Cee(), Tally.standalone());
    }

    static Peer peer() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 514);
        return Peer.of(address, address, "TCP", Peer.Detail.NONE);
    }
}
