package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GraphiteLineTest {

    private final GraphiteLine line = new GraphiteLine(42);

    private void good(String text, String path, double value, long nanos) {
        // Junk on both sides shows that nothing beyond the line is read.
        byte[] bytes = ("1 2 3\n" + text + " 4 5 6").getBytes(ISO_8859_1);
        assertThat(line.read(bytes, 6, 6 + text.length())).as(text).isNull();
        assertThat(line.isBlank()).as(text).isFalse();
        String found =
                new String(bytes, line.pathFrom(), line.pathTo() - line.pathFrom(), ISO_8859_1);
        assertThat(found).as(text).isEqualTo(path);
        assertThat(line.value().value()).as(text).isEqualTo(value);
        assertThat(line.timeNanos()).as(text).isEqualTo(nanos);
    }

    private void bad(String text, Rejection why) {
        byte[] bytes = (text + " 4 5 6").getBytes(ISO_8859_1);
        assertThat(line.read(bytes, 0, text.length())).as(text).isEqualTo(why);
    }

    @Test
    void threeFieldsAreALine() {
        good("a.b.c 1 1700000000", "a.b.c", 1, 1_700_000_000_000_000_000L);
        good("a 1.5 1700000000", "a", 1.5, 1_700_000_000_000_000_000L);
        good("twelve.chars 0 1", "twelve.chars", 0, 1_000_000_000);
        good("a;host=nas01;disk=sda -3 1", "a;host=nas01;disk=sda", -3, 1_000_000_000);
        good("m\u00e9m\u00f6ire 1 1", "m\u00e9m\u00f6ire", 1, 1_000_000_000);
    }

    @Test
    void anyRunOfSpaceBetweenFieldsWillDo() {
        good("a  1   1", "a", 1, 1_000_000_000);
        good("a\t1\t1", "a", 1, 1_000_000_000);
        good("  a 1 1  ", "a", 1, 1_000_000_000);
        good("a 1 1\r", "a", 1, 1_000_000_000);
        good("a \t 1 \t 1\t", "a", 1, 1_000_000_000);
    }

    @Test
    void withoutATimestampOrWithMinusOneTheTimeIsThatOfReceipt() {
        good("a 1", "a", 1, GraphiteLine.ON_RECEIPT);
        good("a 1 ", "a", 1, GraphiteLine.ON_RECEIPT);
        good("a 1 -1", "a", 1, GraphiteLine.ON_RECEIPT);
        good("a 1 -1.0", "a", 1, GraphiteLine.ON_RECEIPT);
        good("a 1 0", "a", 1, GraphiteLine.ON_RECEIPT);
    }

    @Test
    void timestampsMayHaveFractions() {
        good("a 1 1700000000.5", "a", 1, 1_700_000_000_500_000_000L);
        good("a 1 1700000000.", "a", 1, 1_700_000_000_000_000_000L);
        good("a 1 1700000000.123456789", "a", 1, 1_700_000_000_123_456_789L);
        good("a 1 1700000000.1234567891", "a", 1, 1_700_000_000_123_456_789L);
        good("a 1 1.7e9", "a", 1, 1_700_000_000_000_000_000L);
        good("a 1 +17", "a", 1, 17_000_000_000L);
        good("a 1 9223372035", "a", 1, 9_223_372_035_000_000_000L);
    }

    @Test
    void blankLinesAreNoFault() {
        for (String text : new String[] {"", " ", "\t\r", "        ", "                 "}) {
            assertThat(line.read(text.getBytes(ISO_8859_1), 0, text.length())).isNull();
            assertThat(line.isBlank()).isTrue();
        }
    }

    @Test
    void badLinesNameTheirReason() {
        bad("a", Rejection.FIELDS);
        bad("a ", Rejection.FIELDS);
        bad("a.long.path.without.anything", Rejection.FIELDS);
        bad("a 1 1 1", Rejection.FIELDS);
        bad("a b 1 1", Rejection.FIELDS);
        bad("a\u0000b 1 1", Rejection.PATH);
        bad("\u0001 1 1", Rejection.PATH);
        bad("long.path.and.a\u001b[31mcolour 1 1", Rejection.PATH);
        bad("a one 1", Rejection.VALUE);
        bad("a 1,5 1", Rejection.VALUE);
        bad("a 0x1F 1", Rejection.VALUE);
        bad("a 1_000 1", Rejection.VALUE);
        bad("a U 1", Rejection.VALUE);
        bad("a nan 1", Rejection.NAN);
        bad("a NaN 1", Rejection.NAN);
        bad("a 1 now", Rejection.TIMESTAMP);
        bad("a 1 -2", Rejection.TIMESTAMP);
        bad("a 1 1700000000000", Rejection.TIMESTAMP);
        bad("a 1 9999999999999999999999999999999999", Rejection.TIMESTAMP);
        bad("a 1 nan", Rejection.TIMESTAMP);
        bad("a 1 inf", Rejection.TIMESTAMP);
        bad("a 1 1.2.3", Rejection.TIMESTAMP);
        bad("a 1 12x", Rejection.TIMESTAMP);
    }

    @Test
    void aLineOfWhichThePathIsKnownHasItsNumbersRead() {
        byte[] bytes = "a.b 1.5 2".getBytes(ISO_8859_1);
        assertThat(line.readAfter(3, bytes, 9)).isNull();
        assertThat(line.value().value()).isEqualTo(1.5);
        assertThat(line.timeNanos()).isEqualTo(2_000_000_000);
        assertThat(line.readAfter(3, bytes, 4)).isEqualTo(Rejection.FIELDS);
    }

    @Test
    void infinitiesAreValues() {
        good("a inf 1", "a", Double.POSITIVE_INFINITY, 1_000_000_000);
        good("a -inf 1", "a", Double.NEGATIVE_INFINITY, 1_000_000_000);
    }

    @Test
    void aPathHasOneHashWhereverItStands() {
        for (int length = 1; length <= 40; length++) {
            String path = "abcdefgh".repeat(5).substring(0, length);
            long expected = hash(path + " 1 1", 0, path);
            assertThat(hash("x " + path, 2, path)).as(path).isEqualTo(expected);
            assertThat(hash("long.junk.in.front " + path + "\n", 19, path)).isEqualTo(expected);
            assertThat(hash(path + "#", 0, path)).as("cut by the end").isEqualTo(expected);
            assertThat(hash(path + "! more bytes behind", 0, path)).isEqualTo(expected);
            assertThat(hash(path.substring(0, length - 1) + "z", 0, path)).isNotEqualTo(expected);
        }
    }

    private static long hash(String text, int from, String path) {
        var scan = new PathScan(7);
        int end = from + path.length();
        assertThat(scan.end(text.getBytes(ISO_8859_1), from, end)).isEqualTo(end);
        return scan.hash();
    }
}
