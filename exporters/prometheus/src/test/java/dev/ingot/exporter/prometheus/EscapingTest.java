package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapingTest {
    private static void metric(String name, String underscores, String dots, String values) {
        assertThat(Escaping.UNDERSCORES.metric(name)).isEqualTo(underscores);
        assertThat(Escaping.DOTS.metric(name)).isEqualTo(dots);
        assertThat(Escaping.VALUES.metric(name)).isEqualTo(values);
        assertThat(Escaping.NONE.metric(name)).isEqualTo(name);
    }

    @Test
    void metricNamesAreEscapedAsPrometheusDoes() {
        metric("no_change:here", "no_change:here", "no__change:here", "no_change:here");
        metric("http.status", "http_status", "http_dot_status", "U__http_2e_status");
        metric("a_b.c", "a_b_c", "a__b_dot_c", "U__a__b_2e_c");
        metric("disk é", "disk__", "disk____", "U__disk_20__e9_");
        metric("1st", "_1st", "__st", "U___31_st");
        metric("dog🐶", "dog_", "dog__", "U__dog_1f436_");
    }

    @Test
    void labelNamesTakeNoColonAndAKeyBeforeADigit() {
        assertThat(Escaping.UNDERSCORES.label("a:b")).isEqualTo("a_b");
        assertThat(Escaping.UNDERSCORES.label("0day")).isEqualTo("key_0day");
        assertThat(Escaping.UNDERSCORES.label("fine_1")).isEqualTo("fine_1");
        assertThat(Escaping.NONE.label("a:b")).isEqualTo("a:b");
    }
}
