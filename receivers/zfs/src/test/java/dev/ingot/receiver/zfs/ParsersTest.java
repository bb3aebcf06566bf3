package dev.ingot.receiver.zfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ParsersTest {
    private static Kstat rows(String... rows) {
        return Kstat.parse("6 1 0x01 9 9 1 2\nname type data\n" + String.join("\n", rows));
    }

    @Test
    void rowsAreNameTypeAndTheRestOfTheLine() {
        assertThat(rows("hits                            4    8772612").numbers())
                .isEqualTo(Map.of("hits", 8772612L));
        assertThat(rows("memory_available_bytes          3    -922337203").numbers())
                .isEqualTo(Map.of("memory_available_bytes", -922337203L));
        assertThat(rows("big 4 18446744073709551615").numbers())
                .isEqualTo(Map.of("big", 1.8446744073709552e19));
        assertThat(rows("dataset_name                    7    pool3/data set with  space").texts())
                .isEqualTo(Map.of("dataset_name", "pool3/data set with  space"));
    }

    @Test
    void rowsThatAreNoneAreLeftOut() {
        assertThat(rows("", "hits 4", "hits 4 many", "x").numbers()).isEmpty();
        assertThat(Kstat.parse("").numbers()).isEmpty();
    }

    @Test
    void sizesHaveUnits() {
        assertThat(Numbers.size("0B")).isEqualTo(0);
        assertThat(Numbers.size("64K")).isEqualTo(65536);
        assertThat(Numbers.size("1.50T")).isEqualTo(1649267441664L);
        assertThat(Numbers.size("123")).isEqualTo(123);
        assertThat(Numbers.size("-")).isNull();
        assertThat(Numbers.size("much")).isNull();
        assertThat(Numbers.whole("-")).isNull();
        assertThat(Numbers.whole("12%")).isEqualTo(12);
        assertThat(Numbers.decimal("1.00x")).isEqualTo(1);
    }

    private static Status.Scan scan(String text) throws IOException {
        List<Status> all =
                StatusText.parse(
                        "  pool: tank\n state: ONLINE\n  scan: "
                                + text
                                + "\nconfig:\n\n\tNAME STATE READ WRITE CKSUM\n\n"
                                + "errors: No known data errors\n",
                        ZoneOffset.UTC);
        return Objects.requireNonNull(all.getFirst().scan(), text);
    }

    @Test
    void aScrubThatEndedSaysWhenAndHow() throws IOException {
        assertThat(
                        scan(
                                "scrub repaired 0B in 1 days 02:10:01 with 3 errors on Sun Nov  1"
                                        + " 00:34:05 2026"))
                .isEqualTo(
                        new Status.Scan(
                                "scrub",
                                false,
                                false,
                                true,
                                null,
                                1793493245L,
                                null,
                                null,
                                null,
                                0L,
                                3L,
                                1.0));
        assertThat(scan("resilvered 1.5G in 00:00:20 with 0 errors on Sun Nov 15 00:34:05 2026"))
                .extracting(Status.Scan::function, Status.Scan::repaired)
                .containsExactly("resilver", 1610612736L);
        assertThat(scan("scrub canceled on Sun Nov  8 00:24:03 2026"))
                .extracting(Status.Scan::finished, Status.Scan::end)
                .containsExactly(false, 1794097443L);
    }

    @Test
    void aScrubThatRunsSaysHowFarItIs() throws IOException {
        assertThat(
                        scan(
                                """
                                scrub in progress since Sun Nov 15 00:24:01 2026
                                \t1.00T scanned at 1.2G/s, 512G issued at 900M/s, 2.00T total
                                \t0B repaired, 25.00% done, 00:41:22 to go\
                                """))
                .isEqualTo(
                        new Status.Scan(
                                "scrub",
                                true,
                                false,
                                false,
                                1794702241L,
                                null,
                                1L << 40,
                                512L << 30,
                                2L << 40,
                                0L,
                                null,
                                0.25));
        assertThat(
                        scan(
                                """
                                scrub paused since Sun Nov 15 00:24:01 2026
                                \tscrub started on Sun Nov 15 00:20:01 2026
                                \t1.00T / 2.00T scanned, 512G / 2.00T issued
                                \t0B repaired, 25.00% done\
                                """))
                .extracting(Status.Scan::paused, Status.Scan::total, Status.Scan::issued)
                .containsExactly(true, 2L << 40, 512L << 30);
    }

    @Test
    void halfAStatusIsNoStatus() {
        assertThatThrownBy(() -> StatusText.parse("  pool: tank\n state: ONLINE\n", ZoneOffset.UTC))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read what `zpool status` printed: it ends too soon");
        assertThatThrownBy(() -> new StatusJson().parse("{}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no output_version");
    }
}
