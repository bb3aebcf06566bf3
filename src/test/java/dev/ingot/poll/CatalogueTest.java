package dev.ingot.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.WhenFull;
import dev.ingot.record.Origin;
import dev.ingot.testkit.Recorder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private record Pool(String name, @Nullable Long size, @Nullable Double ratio) {}

    private static final Catalogue<Pool> POOLS =
            Catalogue.of(Pool.class)
                    .label("pool", "Pool name.", Pool::name)
                    .gauge("zfs_pool_size_bytes", "By", "Capacity of the pool.", Pool::size)
                    .counter("zfs_pool_reads_total", "", "Reads | writes.", Pool::ratio)
                    .build();

    @Test
    void anUnknownValueEmitsNothing() {
        var round = new Round(0);
        POOLS.observe(new Pool("tank", 5L, null), round);
        POOLS.observe(new Pool("usb", null, 0.5), round);
        var recorder = new Recorder();
        recorder.accept(new Ledger(Origin.NONE).enter(round), WhenFull.PUSH_BACK);
        assertThat(recorder.text())
                .isEqualTo(
                        "zfs_pool_size_bytes{pool=tank} 5 @-\nzfs_pool_reads_total{pool=usb} 0.5 @-\n");
    }

    @Test
    void theManualIsMadeFromTheRows() {
        assertThat(Catalogue.markdown(List.of(POOLS)))
                .isEqualTo(
                        """
                        | Metric | Kind | Unit | Labels | Meaning |
                        | --- | --- | --- | --- | --- |
                        | `zfs_pool_size_bytes` | gauge | By | `pool` | Capacity of the pool. |
                        | `zfs_pool_reads_total` | counter |  | `pool` | Reads \\| writes. |
                        """);
        assertThat(Catalogue.markdownOf(POOLS.metrics()))
                .isEqualTo(
                        """
                        | Metric | Kind | Unit | Meaning |
                        | --- | --- | --- | --- |
                        | `zfs_pool_size_bytes` | gauge | By | Capacity of the pool. |
                        | `zfs_pool_reads_total` | counter |  | Reads \\| writes. |
                        """);
    }
}
