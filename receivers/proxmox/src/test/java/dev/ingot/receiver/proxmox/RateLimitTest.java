package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long LATENCY = 20_000_000L;

    @Test
    void noSecondHasMoreCallsThanAllowedWhereverTheyArriveBeforeTheyAreAnswered() {
        var limit = new RateLimit(10);
        long now = System.nanoTime();
        var left = new ArrayList<Long>();
        for (int i = 0; i < 35; i++) {
            for (long wait = limit.tryTake(now); wait > 0; wait = limit.tryTake(now)) {
                now += wait;
            }
            left.add(now);
            now += LATENCY;
            limit.answered(now);
        }
        for (int i = 10; i < left.size(); i++) {
            long arrivedAtLatest = left.get(i - 10) + LATENCY;
            assertThat(left.get(i) - arrivedAtLatest).isGreaterThanOrEqualTo(RateLimit.SECOND);
        }
        assertThat(left.get(9) - left.getFirst()).as("ten at once").isEqualTo(9 * LATENCY);
    }

    @Test
    void callsThatWaitForTheirAnswersCount() {
        var limit = new RateLimit(2);
        long now = System.nanoTime();
        assertThat(limit.tryTake(now)).isZero();
        assertThat(limit.tryTake(now)).isZero();
        assertThat(limit.tryTake(now + 10 * RateLimit.SECOND)).isPositive();
        limit.answered(now + 10 * RateLimit.SECOND);
        assertThat(limit.tryTake(now + 10 * RateLimit.SECOND)).isEqualTo(RateLimit.SECOND);
        assertThat(limit.tryTake(now + 11 * RateLimit.SECOND)).isZero();
    }

    @Test
    void aRefusedTurnCostsNothing() {
        var limit = new RateLimit(1);
        long now = System.nanoTime();
        assertThat(limit.tryTake(now)).isZero();
        limit.answered(now);
        assertThat(limit.tryTake(now)).isEqualTo(RateLimit.SECOND);
        assertThat(limit.tryTake(now + RateLimit.SECOND)).isZero();
    }
}
