package dev.ingot.receiver.graphite;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the TrueNAS Overview dashboard and its alerts ask for, release by release: a line as that
/// release sends it, and what the mappings that are on by default make of it.
class TrueNasTableTest {
    private static final Path TABLE = Path.of("src/test/resources/truenas-table.txt");
    private static final Set<String> RELEASES = Set.of("CORE", "24.04", "24.10", "25.04", "25.10");

    record Row(String asked, List<String> releases, String line, String becomes) {
        static Row of(String text) {
            String[] cells = text.split(" *\\| *", 4);
            return new Row(cells[0], List.of(cells[1].split(" ", -1)), cells[2], cells[3]);
        }
    }

    static List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.filter(line -> !line.startsWith("#")).map(Row::of).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyLineBecomesWhatTheDashboardAsksFor(Row row) throws IOException {
        var out = new StringWriter();
        int code =
                GraphiteReceiver.explain(
                        List.of("truenas-core", "truenas-scale"),
                        false,
                        new BufferedReader(new StringReader(row.line())),
                        new PrintWriter(out),
                        new PrintWriter(out));
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith(row.line() + "\n    " + row.becomes() + "    (");
    }

    /// 26 has other charts for power supplies; all else is as in 25.10.
    @Test
    void everyReleaseAnswersEveryQuestion() throws IOException {
        Map<String, Set<String>> releases =
                rows().stream()
                        .flatMap(row -> row.releases().stream().map(r -> Map.entry(row.asked(), r)))
                        .collect(
                                groupingBy(
                                        Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
        releases.forEach((asked, by) ->
                assertThat(by).as(asked).isEqualTo(asked.equals("upsd") ? Set.of("26") : RELEASES));
        assertThat(releases).hasSize(14);
    }
}
