package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger tries = new AtomicInteger();
    private ApiException answer = new ApiException.Lost("cannot connect to nas: refused");
    private final Session session =
            new Session(
                    "nas",
                    () -> {
                        tries.incrementAndGet();
                        throw answer;
                    },
                    new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5), nanos::get),
                    nanos::get,
                    _ -> {},
                    System.getLogger("test"));

    /// Asks every second for a while, as many collectors do.
    private int triesWithin(Duration time) throws InterruptedException {
        int before = tries.get();
        for (long second = 0; second < time.toSeconds(); second++) {
            assertThatThrownBy(() -> session.call(Query.of("app.query", "")))
                    .isInstanceOf(ApiException.class);
            nanos.addAndGet(1_000_000_000);
        }
        return tries.get() - before;
    }

    @Test
    void aNasThatIsAwayIsTriedEverMoreSeldom() throws Exception {
        // at 0 s, then after about 5, 10, 20, 40 s
        assertThat(triesWithin(Duration.ofSeconds(90))).isBetween(4, 6);
        assertThat(triesWithin(Duration.ofHours(1))).isBetween(10, 18);
    }

    @Test
    void aRefusedKeyIsTriedMoreSeldomStill() throws Exception {
        answer = new ApiException.Refused("cannot log in: the key has expired");
        assertThat(triesWithin(Duration.ofSeconds(30))).isEqualTo(1);
        assertThat(triesWithin(Duration.ofMinutes(10))).isBetween(3, 5);
    }

    @Test
    void betweenTriesTheLastTroubleIsSaid() {
        assertThatThrownBy(() -> session.call(Query.of("app.query", "")))
                .hasMessage("cannot connect to nas: refused");
        assertThatThrownBy(() -> session.call(Query.of("app.query", "")))
                .hasMessageMatching("cannot connect to nas: refused; next try in [4-6] s");
        session.close();
        assertThatThrownBy(() -> session.call(Query.of("app.query", "")))
                .hasMessage("the agent is closing");
    }

    @Test
    void waitsDoubleUpToTheLongest() {
        var backOff = new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5), nanos::get);
        assertThat(backOff.left()).isZero();
        for (int expected : new int[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            backOff.failed();
            assertThat(backOff.left().toMillis()).isBetween(expected * 800L, expected * 1200L);
        }
        backOff.reset();
        backOff.failed();
        assertThat(backOff.left()).isLessThanOrEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aMemoKeepsAnAnswerAndSparesAFailingNas() throws Exception {
        var reads = new AtomicInteger();
        var memo =
                new Memo<>(Duration.ofMinutes(5), nanos::get, () -> true, reads::incrementAndGet);
        assertThat(memo.get()).isEqualTo(1);
        nanos.addAndGet(Duration.ofMinutes(4).toNanos());
        assertThat(memo.get()).isEqualTo(1);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(memo.get()).isEqualTo(2);
        var failing =
                new Memo<Integer>(
                        Duration.ofMinutes(5),
                        nanos::get,
                        () -> true,
                        () -> {
                            reads.incrementAndGet();
                            throw new ApiException("no");
                        });
        reads.set(0);
        for (int i = 0; i < 59; i++) {
            assertThatThrownBy(failing::get).hasMessage("no");
            nanos.addAndGet(1_000_000_000);
        }
        assertThat(reads).hasValue(1);
        nanos.addAndGet(1_000_000_000);
        assertThatThrownBy(failing::get).hasMessage("no");
        assertThat(reads).hasValue(2);
    }
}
