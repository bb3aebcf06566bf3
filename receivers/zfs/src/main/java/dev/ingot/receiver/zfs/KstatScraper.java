package dev.ingot.receiver.zfs;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.poll.TargetAbsent;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Reads what the kernel counts for the whole machine: the caches, the intent log, transactions.
/// Tells for all whether there is ZFS here.
final class KstatScraper implements Scraper {
    private final ZfsConfig config;
    private final KstatTree tree;
    private final Set<String> claimed;

    KstatScraper(ZfsConfig config, KstatTree tree) {
        this.config = config;
        this.tree = tree;
        this.claimed =
                config.speaks(Dialect.PVE_EXPORTER) ? ZfsMetrics.pveExporterNames() : Set.of();
    }

    @Override
    public void scrape(Round round) throws IOException {
        if (!tree.exists()) {
            throw new TargetAbsent(
                    "no ZFS here: "
                            + tree.root()
                            + " does not exist; it is looked for in every round");
        }
        var tables = new HashMap<String, Kstat>();
        if (config.speaks(Dialect.PVE_EXPORTER)) {
            pveExporter(tables, round);
        }
        if (config.speaks(Dialect.INGOT)) {
            own(tables, round);
        }
        if (config.speaks(Dialect.NODE_EXPORTER)) {
            nodeExporter(tables, round);
        }
    }

    private void pveExporter(Map<String, Kstat> tables, Round round) throws IOException {
        Map<String, Number> arc = table(tables, "arcstats").numbers();
        ZfsMetrics.PVE_EXPORTER_ARC.forEach((metric, row) -> {
            Number value = arc.get(row);
            if (value != null) {
                Family.add(round, metric, Labels.EMPTY, value);
            }
        });
    }

    private void own(Map<String, Kstat> tables, Round round) throws IOException {
        for (Family family : Families.GLOBAL) {
            if (config.kstats().contains(family.name())) {
                family.observe(
                        table(tables, family.file()),
                        Labels.EMPTY,
                        metric -> claimed.contains(metric.name()),
                        round);
            }
        }
    }

    private void nodeExporter(Map<String, Kstat> tables, Round round) throws IOException {
        for (var file : NodeExporter.FILES.entrySet()) {
            Kstat kstat = table(tables, file.getKey());
            for (var row : kstat.numbers().entrySet()) {
                Metric metric = NodeExporter.metric(file.getValue(), file.getKey(), row.getKey());
                Family.add(round, metric, Labels.EMPTY, row.getValue());
            }
        }
    }

    /// A file's table, read once in a round; empty where this version of ZFS has none.
    private Kstat table(Map<String, Kstat> tables, String file) throws IOException {
        Kstat known = tables.get(file);
        if (known == null) {
            Kstat read = tree.table(file);
            known = read == null ? new Kstat(Map.of(), Map.of()) : read;
            tables.put(file, known);
        }
        return known;
    }
}
