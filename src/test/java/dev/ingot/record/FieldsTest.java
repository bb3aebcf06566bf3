package dev.ingot.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void fieldsStayInTheOrderOfSetting() {
        var fields = Fields.builder().add("b", 1L).add("a", "x").set("b", 2L).build();
        assertThat(fields).hasToString("{b=2, a=x}");
        assertThat(fields.size()).isEqualTo(2);
        assertThat(fields.name(1)).isEqualTo("a");
        assertThat(fields.value(1)).isEqualTo("x");
    }

    @Test
    void aRemovedFieldLeavesNoHole() {
        var fields = Fields.builder().add("a", 1L).add("b", 2L).add("c", 3L).remove("a").build();
        assertThat(fields).hasToString("{b=2, c=3}");
        assertThat(fields.edit().remove("b").remove("c").remove("x").build())
                .isSameAs(Fields.EMPTY);
    }

    @Test
    void editingLeavesTheOriginalAlone() {
        var fields = Fields.builder().add("a", 1L).build();
        assertThat(fields.edit().set("a", 2L).set("b", 3L).build()).hasToString("{a=2, b=3}");
        assertThat(fields).hasToString("{a=1}");
    }

    @Test
    void everyTypeIsFoundByItsKeyOnly() {
        var fields =
                Fields.builder()
                        .add("text", "a")
                        .add("number", 1L)
                        .add("ratio", 0.5)
                        .add("flag", true)
                        .add("texts", List.of("a"))
                        .add("numbers", List.of(1L))
                        .add("map", Value.of("x"))
                        .build();
        assertThat(fields.get(AttributeKey.stringKey("text"))).isEqualTo("a");
        assertThat(fields.get(AttributeKey.longKey("number"))).isEqualTo(1L);
        assertThat(fields.get(AttributeKey.doubleKey("ratio"))).isEqualTo(0.5);
        assertThat(fields.get(AttributeKey.booleanKey("flag"))).isTrue();
        assertThat(fields.get(AttributeKey.stringArrayKey("texts"))).containsExactly("a");
        assertThat(fields.get(AttributeKey.longArrayKey("numbers"))).containsExactly(1L);
        assertThat(fields.get(AttributeKey.valueKey("map"))).isEqualTo(Value.of("x"));
        assertThat(fields.get(AttributeKey.stringKey("number"))).isNull();
        assertThat(fields.get(AttributeKey.stringKey("absent"))).isNull();
    }

    @Test
    void sdkAttributesAreTakenOverAndBack() {
        var attributes = Attributes.builder().put("a", "x").put("n", 7).put("l", "p", "q").build();
        var fields = Fields.of(attributes);
        assertThat(fields.toBuilder().build()).isEqualTo(attributes);
        assertThat(Fields.of(fields)).isSameAs(fields);
        assertThat(fields.asMap()).hasSize(3);
        assertThat(fields)
                .isEqualTo(Fields.of(attributes))
                .hasSameHashCodeAs(Fields.of(attributes));
    }

    @Test
    void manyFieldsFit() {
        var builder = Fields.builder();
        for (int i = 0; i < 100; i++) {
            builder.add("f" + i, (long) i);
        }
        var fields = builder.build();
        assertThat(fields.size()).isEqualTo(100);
        assertThat(fields.value("f99")).isEqualTo(99L);
    }
}
