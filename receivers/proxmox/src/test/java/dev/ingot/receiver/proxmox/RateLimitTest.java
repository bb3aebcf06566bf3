package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void afterAPauseASecondsWorthMayComeAtOnce() {
        var limit = new RateLimit(10);
        long now = System.nanoTime() + SECOND;
        for (int i = 0; i < 10; i++) {
            assertThat(limit.reserve(now)).isZero();
        }
        assertThat(limit.reserve(now)).isEqualTo(SECOND / 10);
        assertThat(limit.reserve(now)).isEqualTo(2 * SECOND / 10);
    }

    @Test
    void noMoreThanSoManyComeInASecondThereafter() {
        var limit = new RateLimit(10);
        long now = System.nanoTime() + SECOND;
        for (int i = 0; i < 10; i++) {
            limit.reserve(now);
        }
        long last = 0;
        for (int i = 0; i < 50; i++) {
            last = limit.reserve(now);
        }
        assertThat(last).isEqualTo(5 * SECOND);
    }
}
