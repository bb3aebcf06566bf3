package dev.ingot.receiver.zfs;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what the kernel knows of each pool and its datasets. It takes no lock, so that a pool that
/// is suspended does not hang it.
final class PoolScraper implements Scraper {
    private final ZfsConfig config;
    private final KstatTree tree;
    private final Tally tally;

    PoolScraper(ZfsConfig config, KstatTree tree, Tally tally) {
        this.config = config;
        this.tree = tree;
        this.tally = tally;
    }

    @Override
    public void scrape(Round round) throws IOException {
        for (String pool : tree.pools()) {
            String text = tree.text(pool, "state");
            PoolState state = text == null ? null : PoolState.of(text.strip());
            if (state != null) {
                state(pool, state, round);
            }
            Kstat io = tree.table(pool, "iostats");
            if (io != null && config.speaks(Dialect.INGOT)) {
                Families.POOL_IO.observe(io, Labels.of("pool", pool), _ -> false, round);
            }
            if (config.datasets() && config.speaks(Dialect.INGOT, Dialect.NODE_EXPORTER)) {
                datasets(pool, round);
            }
        }
    }

    private void state(String pool, PoolState state, Round round) {
        if (config.speaks(Dialect.PVE_EXPORTER)) {
            long healthy = state == PoolState.ONLINE ? 1 : 0;
            round.addLong(ZfsMetrics.PVE_EXPORTER_HEALTH, Labels.of("pool", pool), healthy);
        }
        if (config.speaks(Dialect.INGOT)) {
            ZfsMetrics.observeStates(
                    ZfsMetrics.POOL_STATE,
                    Labels.of("pool", pool),
                    List.of(PoolState.values()),
                    state,
                    round);
        }
        if (config.speaks(Dialect.NODE_EXPORTER)) {
            ZfsMetrics.observeStates(
                    ZfsMetrics.NODE_EXPORTER_STATE,
                    Labels.of("zpool", pool),
                    NodeExporter.STATES,
                    state,
                    round);
        }
    }

    private void datasets(String pool, Round round) throws IOException {
        int reported = 0;
        for (String file : tree.objsets(pool)) {
            Kstat kstat = tree.table(pool, file);
            String name = nameOf(kstat);
            if (kstat == null || name == null || !config.reportsDataset(name)) {
                continue;
            }
            if (reported == config.maxDatasets()) {
                tally.with("reason", "datasets").add(SelfMetrics.LEFT_OUT, 1);
                continue;
            }
            reported++;
            dataset(pool, name, kstat, round);
        }
    }

    private static @Nullable String nameOf(@Nullable Kstat kstat) {
        return kstat == null ? null : kstat.texts().get("dataset_name");
    }

    private void dataset(String pool, String name, Kstat kstat, Round round) {
        if (config.speaks(Dialect.INGOT)) {
            Labels labels = Labels.of("pool", pool, "dataset", name);
            Families.DATASET.observe(kstat, labels, _ -> false, round);
        }
        if (config.speaks(Dialect.NODE_EXPORTER)) {
            Labels labels = Labels.of("zpool", pool, "dataset", name);
            for (Map.Entry<String, Number> row : kstat.numbers().entrySet()) {
                Family.add(round, NodeExporter.dataset(row.getKey()), labels, row.getValue());
            }
        }
    }
}
