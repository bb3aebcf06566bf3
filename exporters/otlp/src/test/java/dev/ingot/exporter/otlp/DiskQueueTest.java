package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskQueueTest {
    @TempDir private Path directory = Path.of("");

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Segment.isName(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestsComeOutAsTheyWerePutAndLeaveNothing(Fsync fsync) throws Exception {
        try (var stored = new Stored(directory, fsync)) {
            stored.put(0, 100);
            stored.queue.sync();
            assertThat(stored.stock.queued().requests()).isEqualTo(100);
            assertThat(stored.stock.queued().bytes())
                    .isEqualTo(100 * 1030)
                    .isEqualTo(stored.space.used());
            assertThat(segments()).hasSizeBetween(9, 11);
            assertThat(stored.drain()).isEqualTo(numbers(0, 100));
            assertThat(stored.stock.queued().items()).isZero();
            assertThat(stored.space.used()).isZero();
            assertThat(stored.losses).isEmpty();
        }
        assertThat(segments()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aRestartGoesOnAtTheFirstRequestNotDealtWith() throws Exception {
        long items;
        try (var stored = new Stored(directory)) {
            stored.put(0, 50);
            for (int i = 0; i < 33; i++) {
                stored.queue.take();
                stored.queue.done();
            }
            stored.queue.take();
            items = stored.stock.queued().items();
        }
        try (var stored = new Stored(directory)) {
            assertThat(stored.stock.queued().requests()).isEqualTo(17);
            assertThat(stored.stock.queued().items()).isEqualTo(items);
            assertThat(stored.queue.oldestMillis()).isEqualTo(33);
            stored.put(50, 60);
            assertThat(stored.drain()).isEqualTo(numbers(33, 60));
        }
        try (var stored = new Stored(directory)) {
            assertThat(stored.stock.queued().requests()).isZero();
            assertThat(stored.queue.oldestMillis()).isZero();
            stored.put(60, 61);
            assertThat(stored.drain()).containsExactly(60L);
        }
    }

    @Test
    void theOldestIsDroppedBehindTheOneThatIsTaken() throws Exception {
        try (var stored = new Stored(directory)) {
            stored.put(0, 30);
            var taken = stored.queue.take();
            assertThat(taken).isNotNull();
            assertThat(stored.queue.dropOldest()).isEqualTo(2);
            assertThat(stored.queue.dropOldest()).isEqualTo(3);
            stored.queue.done();
            assertThat(stored.drain()).isEqualTo(numbers(3, 30));
            assertThat(stored.queue.dropOldest()).isZero();
        }
    }

    @Test
    void whatWasDroppedStaysDropped() throws Exception {
        try (var stored = new Stored(directory)) {
            stored.put(0, 30);
            for (int i = 0; i < 25; i++) {
                stored.queue.dropOldest();
            }
        }
        try (var stored = new Stored(directory)) {
            assertThat(stored.drain()).isEqualTo(numbers(25, 30));
        }
    }

    @Test
    void halfARecordAtTheEndIsCutOff() throws Exception {
        try (var stored = new Stored(directory)) {
            stored.put(0, 5);
        }
        Path newest = segments().getLast();
        try (var file = new RandomAccessFile(newest.toFile(), "rw")) {
            file.setLength(file.length() - 700);
        }
        try (var stored = new Stored(directory)) {
            assertThat(stored.stock.queued().requests()).isEqualTo(4);
            assertThat(stored.drain()).isEqualTo(numbers(0, 4));
            assertThat(stored.losses).isEmpty();
        }
    }

    /// Positions in the third record: its mark, its length, its checksum, its body.
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9, 500})
    void aDamagedRecordIsSkippedAndTheRestIsRead(int position) throws Exception {
        try (var stored = new Stored(directory)) {
            stored.put(0, 25);
        }
        try (var file = new RandomAccessFile(segments().getFirst().toFile(), "rw")) {
            file.seek(2 * 1030 + position);
            file.write(new byte[] {1, 2, 3});
        }
        try (var stored = new Stored(directory)) {
            var expected = Stream.concat(numbers(0, 2).stream(), numbers(3, 25).stream()).toList();
            assertThat(stored.drain()).isEqualTo(expected);
            assertThat(stored.losses).singleElement().asString().contains("1030 bytes of");
            assertThat(stored.lostItems).isPositive();
            assertThat(stored.stock.queued().requests()).isZero();
            assertThat(stored.stock.queued().items()).isZero();
        }
    }

    @Test
    void anyDamageLeavesAQueueThatWorks() throws Exception {
        var random = new Random(20261121);
        for (int round = 0; round < 60; round++) {
            Path at = directory.resolve("round" + round);
            try (var stored = new Stored(at)) {
                stored.put(0, 40);
                stored.queue.take();
                stored.queue.done();
            }
            List<Path> files;
            try (Stream<Path> all = Files.list(at)) {
                files = all.filter(file -> !file.endsWith("lock")).sorted().toList();
            }
            damage(files.get(random.nextInt(files.size())), random);
            try (var stored = new Stored(at)) {
                stored.put(40, 50);
                List<Long> got = stored.drain();
                assertThat(got).as("round %d", round).doesNotContain(-1L).isSorted();
                assertThat(got).containsAll(numbers(40, 50));
                assertThat(stored.stock.queued().requests()).isZero();
            }
        }
    }

    private static void damage(Path path, Random random) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            int length = (int) file.length();
            switch (random.nextInt(3)) {
                case 0 -> file.setLength(random.nextInt(length));
                case 1 -> {
                    byte[] noise = new byte[random.nextInt(3000) + 1];
                    random.nextBytes(noise);
                    file.seek(random.nextInt(length));
                    file.write(noise);
                }
                default -> {
                    file.seek(length);
                    file.write(new byte[random.nextInt(5000)]);
                }
            }
        }
    }

    @Test
    void aDirectoryHasOneOwner() throws Exception {
        try (var _ = new Stored(directory)) {
            assertThatThrownBy(() -> new Stored(directory)).isInstanceOf(IOException.class);
        }
        new Stored(directory).close();
    }

    @Test
    void aRequestLargerThanASegmentHasOneOfItsOwn() throws Exception {
        try (var stored = new Stored(directory)) {
            stored.put(Stored.numbered(1, 50_000));
            stored.put(Stored.numbered(2, 50_000));
            assertThat(stored.drain()).containsExactly(1L, 2L);
        }
    }

    @Test
    void segmentsThatVanishWhileReadingAreALossAndNoLoop() throws Exception {
        try (var stored = new Stored(directory)) {
            stored.put(0, 30);
        }
        for (Path segment : segments()) {
            Files.delete(segment);
        }
        try (var stored = new Stored(directory)) {
            stored.put(100, 103);
            assertThat(stored.drain()).isEqualTo(numbers(100, 103));
        }
    }
}
