package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComponentIdTest {
    @Test
    void aNameFollowsASlash() {
        assertThat(ComponentId.of("otlp_http")).isEqualTo(new ComponentId("otlp_http", ""));
        assertThat(ComponentId.of("otlp_http / mimir")).hasToString("otlp_http/mimir");
        assertThat(ComponentId.of("a/b/c")).isEqualTo(new ComponentId("a", "b/c"));
    }

    @Test
    void idsHaveTheCollectorsForm() {
        assertThat(ComponentId.isId("syslog")).isTrue();
        assertThat(ComponentId.isId("syslog/nas-01.lan")).isTrue();
        assertThat(ComponentId.isId("syslog/")).isFalse();
        assertThat(ComponentId.isId("1syslog")).isFalse();
        assertThat(ComponentId.isId("sys-log")).isFalse();
        assertThat(ComponentId.isId("syslog/a b")).isFalse();
        assertThat(ComponentId.isId("")).isFalse();
    }
}
