package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
    private static KnownPath find(SeriesTable table, String path) {
        byte[] bytes = path.getBytes(UTF_8);
        var scan = new PathScan(table.hashSeed());
        int end = scan.end(bytes, 0, bytes.length);
        return table.find(bytes, 0, end, scan.hash());
    }

    private static SeriesTable table(int maxSeries) {
        return new SeriesTable(new PathNames(Origin.NONE, Mappings.NONE), maxSeries);
    }

    private static void rejected(KnownPath known, Rejection why) {
        assertThat(known.fate()).isEqualTo(new Fate.Rejected(why));
    }

    @Test
    void aKnownPathIsTheSameObjectAgain() {
        var table = table(100_000);
        List<KnownPath> first = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            first.add(find(table, "path." + i));
        }
        assertThat(table.size()).isEqualTo(10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(find(table, "path." + i)).isSameAs(first.get(i));
            assertThat(String.valueOf(first.get(i).plain())).isEqualTo("path_" + i + "{}");
        }
    }

    @Test
    void beyondTheLimitNewPathsAreRejectedAndKnownOnesGoOn() {
        var table = table(2);
        KnownPath one = find(table, "one");
        find(table, "two");
        rejected(find(table, "three"), Rejection.SERIES_LIMIT);
        assertThat(find(table, "one")).isSameAs(one);
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void veryLongPathsCountForSeveral() {
        var table = table(4);
        find(table, "a".repeat(1000));
        rejected(find(table, "b".repeat(25)), Rejection.SERIES_LIMIT);
        assertThat(find(table, "b".repeat(24)).plain()).isNotNull();
    }

    @Test
    void theSecondPathOfOneSeriesClashes() {
        var table = table(10);
        KnownPath first = find(table, "a.b");
        rejected(find(table, "a-b"), Rejection.CLASH);
        rejected(find(table, "a-b"), Rejection.CLASH);
        assertThat(find(table, "a.b")).isSameAs(first);
        assertThat(find(table, "x;t=1;u=2").plain()).isNotNull();
        rejected(find(table, "x;u=2;t=1"), Rejection.CLASH);
    }

    @Test
    void aBadPathTakesNoRoom() {
        var table = table(1);
        rejected(find(table, ";a=b"), Rejection.PATH);
        assertThat(table.size()).isZero();
    }

    @Test
    void pathsWithoutASampleAreForgottenAndTheirSeriesEnd() {
        var table = table(10);
        Duration life = Duration.ofSeconds(10);
        List<String> ended = new ArrayList<>();
        find(table, "old").seen(1_000_000_000);
        find(table, "a.b").seen(1_000_000_000);
        find(table, "a-b").seen(9_000_000_000L);
        find(table, "young").seen(9_000_000_000L);
        table.expire(11_000_000_000L, life, series -> ended.add(series.toString()));
        assertThat(ended).isEmpty();
        assertThat(table.size()).isEqualTo(4);
        table.expire(11_000_000_001L, life, series -> ended.add(series.toString()));
        assertThat(ended).containsExactlyInAnyOrder("old{}", "a_b{}");
        assertThat(table.size()).isEqualTo(1);
        assertThat(find(table, "a-b").plain()).as("the other path is the owner now").isNotNull();
    }

    @Test
    void threadsThatLearnAtOnceAgree() throws Exception {
        var table = table(1_000_000);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<KnownPath>>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> findMany(table));
            }
            var found = threads.invokeAll(work);
            for (var other : found) {
                assertThat(other.get()).isEqualTo(found.getFirst().get());
            }
        }
        assertThat(table.size()).isEqualTo(20_000);
    }

    private static List<KnownPath> findMany(SeriesTable table) {
        List<KnownPath> found = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            found.add(find(table, "some.path." + i));
        }
        return found;
    }
}
