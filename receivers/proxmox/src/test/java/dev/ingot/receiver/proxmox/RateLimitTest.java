package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void noSecondHasMoreCallsThanAllowed() {
        var limit = new RateLimit(10);
        long now = System.nanoTime();
        var made = new ArrayList<Long>();
        for (int i = 0; i < 35; i++) {
            long wait = limit.tryTake(now);
            if (wait > 0) {
                now += wait;
                assertThat(limit.tryTake(now)).as("after the wait").isZero();
            }
            made.add(now);
        }
        for (int i = 10; i < made.size(); i++) {
            assertThat(made.get(i) - made.get(i - 10)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
        assertThat(made.get(9)).as("ten come at once").isEqualTo(made.getFirst());
        assertThat(made.getLast() - made.getFirst()).isEqualTo(3 * RateLimit.WINDOW);
    }

    @Test
    void aRefusedTurnCostsNothing() {
        var limit = new RateLimit(1);
        long now = System.nanoTime();
        assertThat(limit.tryTake(now)).isZero();
        assertThat(limit.tryTake(now)).isEqualTo(RateLimit.WINDOW);
        assertThat(limit.tryTake(now + RateLimit.WINDOW)).isZero();
    }
}
