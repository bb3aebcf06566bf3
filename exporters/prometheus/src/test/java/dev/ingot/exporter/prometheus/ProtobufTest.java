package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProtobufTest {
    private static final Dialect PROTOBUF = new Protobuf(Escaping.UNDERSCORES);

    /// `type name{labels} value time`, read by Google's own reader.
    private static List<String> read(byte[] bytes) throws IOException {
        var lines = new ArrayList<String>();
        var in = new ByteArrayInputStream(bytes);
        while (in.available() > 0) {
            var builder = UnknownFieldSet.newBuilder();
            assertThat(builder.mergeDelimitedFrom(in)).isTrue();
            var family = builder.build();
            boolean gauge = family.getField(3).getVarintList().getFirst() == 1;
            for (ByteString each : family.getField(4).getLengthDelimitedList()) {
                var metric = UnknownFieldSet.parseFrom(each);
                var labels = new TreeMap<String, String>();
                for (ByteString pair : metric.getField(1).getLengthDelimitedList()) {
                    var label = UnknownFieldSet.parseFrom(pair);
                    labels.put(text(label, 1), text(label, 2));
                }
                var value =
                        UnknownFieldSet.parseFrom(
                                metric.getField(gauge ? 2 : 3).getLengthDelimitedList().getFirst());
                long bits = value.getField(1).getFixed64List().getFirst();
                lines.add(
                        (gauge ? "gauge " : "counter ")
                                + text(family, 1)
                                + labels
                                + " "
                                + Double.longBitsToDouble(bits)
                                + " "
                                + metric.getField(6).getVarintList());
            }
        }
        return lines;
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
    }

    /// The same, from the text format.
    private static List<String> fromText(String text) {
        var lines = new ArrayList<String>();
        Parsed.text(text)
                .families
                .forEach((_, family) -> {
                    for (var sample : family.samples) {
                        lines.add(
                                family.type
                                        + " "
                                        + sample.series()
                                        + " "
                                        + sample.number()
                                        + " "
                                        + (sample.timestamp().isEmpty()
                                                ? List.of()
                                                : List.of(sample.timestamp())));
                    }
                });
        return lines;
    }

    @Test
    void saysWhatTheTextSays() throws IOException {
        for (boolean timestamps : List.of(true, false)) {
            var bridges = PlainTextTest.everything(Naming.FLAT, timestamps);
            assertThat(read(bridges.bytes(PROTOBUF)))
                    .containsExactlyInAnyOrderElementsOf(fromText(bridges.text()));
        }
    }

    @Test
    void nothingIsNoBytes() {
        assertThat(new Bridges().bytes(PROTOBUF)).isEmpty();
    }

    @Test
    void familyThatIsLongerThanAChunkIsWhole() throws IOException {
        var bridges = new Bridges();
        for (int i = 0; i < 900; i++) {
            bridges.put(Bridges.series(Bridges.SIZE, "i", "x".repeat(i) + i), i);
        }
        assertThat(read(bridges.bytes(PROTOBUF)))
                .containsExactlyInAnyOrderElementsOf(fromText(bridges.text()));
    }
}
