package dev.ingot.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatioTest {
    private static final Ratio RATIO = Ratio.parse("A.ours\tA.stock\t10");

    @Test
    void aRatioIsOfOneRun() {
        assertThat(RATIO.report(Map.of("A.ours", 90.0, "A.stock", 10.0)))
                .contains("9.0 x A.stock")
                .doesNotContain("LESS");
        assertThat(RATIO.report(Map.of("A.ours", 40.0, "A.stock", 10.0)))
                .contains("LESS THAN HALF");
        assertThat(RATIO.report(Map.of("A.ours", 40.0))).isEmpty();
    }

    @Test
    void aBrokenLineIsSaid() {
        assertThatThrownBy(() -> Ratio.parse("A B 10")).hasMessageContaining("`A B 10` is not");
    }

    @Test
    void theBaselineNamesBenchmarksThatExist() {
        assertThat(Ratio.read(Path.of("baseline.tsv")))
                .isNotEmpty()
                .allSatisfy(ratio -> {
                    assertThat(ratio.expected()).isGreaterThan(1);
                    for (String name : new String[] {ratio.faster(), ratio.slower()}) {
                        assertThat(Benchmarks.all()).contains(name);
                    }
                });
    }
}
