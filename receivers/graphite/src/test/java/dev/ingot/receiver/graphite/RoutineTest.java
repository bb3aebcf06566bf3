package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Origin;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutineTest {
    private static final List<String> MANY =
            IntStream.range(0, 500).mapToObj(i -> "some.path.of.a.sender." + i).toList();

    private static final List<String> LIKE_A_B =
            List.of("a.bc 1 1", "a.b;c=d 1 1", "a.b", "a.b\t1 1", " a.b 1 1", "a. 1 1", "");

    private final SeriesTable table =
            new SeriesTable(new PathNames(Origin.NONE, Mappings.NONE), 1000);
    private final Routine routine = new Routine(table);

    private KnownPath known(String path) {
        byte[] bytes = path.getBytes(UTF_8);
        var scan = new PathScan(table.hashSeed());
        int end = scan.end(bytes, 0, bytes.length);
        return table.find(bytes, 0, end, scan.hash());
    }

    /// Sends a line with each path; how many were expected.
    private static long send(Routine to, List<String> paths, RoutineTest test) {
        long expected = 0;
        for (String path : paths) {
            byte[] line = (path + " 1 1").getBytes(UTF_8);
            int length = to.expect(line, 0, line.length);
            if (length < 0) {
                to.sent(test.known(path));
            } else {
                assertThat(length).isEqualTo(path.length());
                assertThat(to.sent()).isSameAs(test.known(path));
                assertThat(to.plain()).isSameAs(test.known(path).plain());
                expected++;
            }
        }
        return expected;
    }

    private long send(List<String> paths) {
        return send(routine, paths, this);
    }

    @Test
    void theSecondRoundIsExpected() {
        assertThat(send(MANY)).isZero();
        assertThat(send(MANY)).isEqualTo(500);
        assertThat(send(MANY)).isEqualTo(500);
    }

    @Test
    void aLineMoreOrLessCostsALookUpOrTwo() {
        send(List.of("a", "b", "c", "d", "e"));
        assertThat(send(List.of("a", "c", "d", "e"))).as("b is missing").isEqualTo(3);
        assertThat(send(List.of("a", "b", "new", "c", "d", "e"))).isEqualTo(4);
        assertThat(send(List.of("a", "b", "c", "d", "e"))).as("no new after e").isEqualTo(4);
    }

    @Test
    void anotherOrderOnlyCostsLookUps() {
        send(MANY);
        assertThat(send(MANY.reversed())).isLessThan(5);
        assertThat(send(MANY)).isEqualTo(499);
    }

    @Test
    void whatIsLikeAnExpectedPathIsNotTakenForIt() {
        send(List.of("a.b", "c"));
        for (String line : LIKE_A_B) {
            byte[] bytes = line.getBytes(UTF_8);
            assertThat(routine.expect(bytes, 0, bytes.length)).as(line).isEqualTo(-1);
        }
    }

    @Test
    void twoSendersOfTheSamePathsLearnBoth() {
        var other = new Routine(table);
        send(MANY);
        send(other, MANY.reversed(), this);
        assertThat(send(MANY)).isEqualTo(500);
        assertThat(send(other, MANY.reversed(), this)).isEqualTo(500);
    }

    @Test
    void whatTheTableForgotIsExpectedNoMore() {
        send(List.of("a", "b"));
        known("b").seen(5_000_000_000L);
        table.expire(5_000_000_001L, Duration.ofSeconds(1), _ -> {});
        routine.refresh();
        assertThat(send(List.of("a", "b"))).isZero();
        assertThat(send(List.of("a", "b"))).isEqualTo(2);
    }

    @Test
    void whatIsOverTheLimitIsLookedUpAgain() {
        var full = new SeriesTable(new PathNames(Origin.NONE, Mappings.NONE), 1);
        var scan = new PathScan(full.hashSeed());
        byte[] first = "a 1 1".getBytes(UTF_8);
        byte[] second = "b 1 1".getBytes(UTF_8);
        var narrow = new Routine(full);
        narrow.sent(full.find(first, 0, scan.end(first, 0, 5), scan.hash()));
        narrow.sent(full.find(second, 0, scan.end(second, 0, 5), scan.hash()));
        assertThat(narrow.expect(second, 0, 5)).isEqualTo(-1);
        assertThat(narrow.expect(first, 0, 5)).isEqualTo(1);
    }

    @Test
    void theMemoryOfAllRoutinesIsLimited() {
        assertThat(table.lend(32 << 20)).isTrue();
        assertThat(send(MANY)).isZero();
        assertThat(send(MANY)).as("there is no room to remember so many").isLessThan(250);
        table.giveBack(32 << 20);
        routine.forget();
        send(MANY);
        assertThat(send(MANY)).isEqualTo(500);
        assertThat(table.lend(32 << 20)).as("some is in use").isFalse();
        routine.forget();
        assertThat(table.lend(32 << 20)).isTrue();
    }
}
