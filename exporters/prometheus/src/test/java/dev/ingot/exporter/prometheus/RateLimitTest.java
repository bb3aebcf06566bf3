package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private RateLimit limit(Duration interval, int burst) {
        return new RateLimit(new RateLimit.Options(interval, burst), nanos::get);
    }

    private static int admitted(RateLimit limit, int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += limit.admits() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void soManyAtOnceAndThenOneEveryInterval() {
        var limit = limit(MINUTE, 3);
        assertThat(admitted(limit, 10)).isEqualTo(3);
        nanos.addAndGet(MINUTE.toNanos() - 1);
        assertThat(admitted(limit, 10)).isZero();
        nanos.addAndGet(1);
        assertThat(admitted(limit, 10)).isEqualTo(1);
        nanos.addAndGet(2 * MINUTE.toNanos());
        assertThat(admitted(limit, 10)).isEqualTo(2);
        nanos.addAndGet(100 * MINUTE.toNanos());
        assertThat(admitted(limit, 10)).as("no more than after a pause").isEqualTo(3);
    }

    @Test
    void noIntervalIsNoLimit() {
        assertThat(admitted(limit(Duration.ZERO, 1), 1000)).isEqualTo(1000);
    }

    @Test
    void tooManyAreToldSoButHealthIsNot() throws Exception {
        try (var served = new Served("web: {rate_limit: {interval: 1h, burst: 2}}")) {
            assertThat(served.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(served.get("/").statusCode()).isEqualTo(200);
            assertThat(served.get("/metrics").statusCode()).isEqualTo(429);
            assertThat(served.text("/metrics"))
                    .isEqualTo("more requests than `rate_limit` allows\n");
            assertThat(served.get("/-/ready").statusCode()).isEqualTo(200);
        }
    }
}
