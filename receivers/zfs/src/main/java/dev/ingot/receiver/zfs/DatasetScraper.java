package dev.ingot.receiver.zfs;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Asks `zfs list` for the properties of each dataset, which the kernel's statistics do not tell,
/// and reports them as pdf/zfs_exporter does.
final class DatasetScraper implements Scraper {
    /// The columns in front of the properties.
    private static final String COLUMNS = "name,type";

    private final ZfsConfig config;
    private final Zpool zfs;
    private final Tally tally;
    private final List<DatasetProperty> properties;

    DatasetScraper(ZfsConfig config, Zpool zfs, Tally tally) {
        this.config = config;
        this.zfs = zfs;
        this.tally = tally;
        this.properties = List.copyOf(config.zfsList().properties());
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        var columns = new StringBuilder(COLUMNS);
        properties.forEach(property -> columns.append(',').append(property.word()));
        String types =
                config.zfsList().snapshots() ? "filesystem,volume,snapshot" : "filesystem,volume";
        Map<String, Integer> reported = new HashMap<>();
        for (String[] row :
                parse(zfs.output("list", "-Hp", "-t", types, "-o", columns.toString()))) {
            String pool = row[0].split("[/@]", 2)[0];
            if (!config.reportsDataset(row[0])) {
                continue;
            }
            if (reported.merge(pool, 1, Integer::sum) > config.maxDatasets()) {
                tally.with("reason", "datasets").add(SelfMetrics.LEFT_OUT, 1);
                continue;
            }
            report(row, Labels.of("name", row[0], "pool", pool, "type", row[1]), round);
        }
    }

    private void report(String[] row, Labels labels, Round round) {
        for (int i = 0; i < properties.size(); i++) {
            DatasetProperty property = properties.get(i);
            Number value = property.value(row[i + 2]);
            if (value != null) {
                Family.add(round, property.metric(), labels, value);
            }
        }
    }

    private List<String[]> parse(String output) throws IOException {
        var rows = new ArrayList<String[]>();
        for (String line : output.lines().toList()) {
            String[] row = line.split("\t", -1);
            if (row.length != properties.size() + 2 || row[0].isEmpty()) {
                throw new IOException(
                        "cannot read what `zfs list` printed: `" + line + "` is not whole");
            }
            rows.add(row);
        }
        return rows;
    }
}
