package dev.ingot.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void namesAreSortedAndTheLastOfARepeatedNameWins() {
        assertThat(Labels.of("b", "1", "a", "2", "b", "3")).hasToString("{a=2, b=3}");
    }

    @Test
    void anEmptyValueIsNoLabel() {
        assertThat(Labels.of("a", "", "b", "1")).isEqualTo(Labels.of("b", "1"));
        assertThat(Labels.of("a", "")).isSameAs(Labels.EMPTY);
    }

    @Test
    void aNameWithoutAValueIsAMistake() {
        assertThatThrownBy(() -> Labels.of("a")).hasMessageContaining("[a]");
    }

    @Test
    void orElseAddsOnlyWhatIsMissing() {
        var labels = Labels.of("job", "nas");
        assertThat(labels.orElse("job", "other")).isSameAs(labels);
        assertThat(labels.orElse("instance", "")).isSameAs(labels);
        assertThat(labels.orElse("instance", "a:1"))
                .isEqualTo(Labels.of("instance", "a:1", "job", "nas"));
    }

    @Test
    void attributesOfOtherTypesBecomeText() {
        var attributes =
                Attributes.builder()
                        .put("n", 7)
                        .put("ok", true)
                        .put("s", "x")
                        .put("l", 1L, 2L)
                        .build();
        assertThat(Labels.of(attributes)).hasToString("{l=[1, 2], n=7, ok=true, s=x}");
        assertThat(Labels.of(Labels.of("a", "b")).get(AttributeKey.stringKey("a"))).isEqualTo("b");
    }

    @Test
    void onlyTextKeysFindALabel() {
        var labels = Labels.of("n", "7");
        assertThat(labels.get(AttributeKey.longKey("n"))).isNull();
        assertThat(labels.get(AttributeKey.stringKey("n"))).isEqualTo("7");
        assertThat(labels.value("m")).isNull();
    }

    @Test
    void theEncodedFormIsTheAttributesOfADataPoint() {
        assertThat(HexFormat.of().formatHex(Labels.of("k", "v").otlp()))
                .isEqualTo("3a08" + "0a016b" + "12030a0176");
        assertThat(Labels.EMPTY.otlp()).isEmpty();
        var labels = Labels.of("k", "v");
        assertThat(labels.otlp()).isSameAs(labels.otlp());
    }

    @Property
    void equalLabelsHaveEqualHashesAndMaps(@ForAll Map<@NotEmpty String, String> map) {
        var labels = Labels.of(map);
        var again = Labels.of(labels.toMap());
        assertThat(again).isEqualTo(labels).hasSameHashCodeAs(labels);
        assertThat(labels.asMap()).hasSize(labels.size());
        assertThat(Labels.of(labels.toBuilder().build())).isEqualTo(labels);
        for (int i = 0; i < labels.size(); i++) {
            assertThat(labels.value(labels.name(i))).isEqualTo(labels.value(i));
        }
    }
}
