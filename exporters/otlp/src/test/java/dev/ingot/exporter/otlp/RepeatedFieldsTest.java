package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.wire.AnyValues;
import dev.ingot.wire.ProtoWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepeatedFieldsTest {
    private static final List<Object> VALUES =
            List.of(
                    "",
                    "nas",
                    "nas1",
                    "n\u00E4s",
                    "x".repeat(48),
                    "x".repeat(49),
                    3L,
                    33L,
                    0.5,
                    true);

    /// More pairs than places, so that they push each other out.
    @Test
    void whateverWasWrittenBeforeEveryPairIsWrittenAsItIs() {
        var random = new Random(5);
        var fields = new RepeatedFields(6);
        var told = new ProtoWriter(0);
        var plain = new ProtoWriter(0);
        for (int i = 0; i < 20_000; i++) {
            String key = "key" + random.nextInt(100);
            Object value = VALUES.get(random.nextInt(VALUES.size()));
            fields.write(told, key, value);
            AnyValues.keyValue(plain, 6, key, value);
        }
        assertThat(told.toByteArray()).isEqualTo(plain.toByteArray());
    }
}
