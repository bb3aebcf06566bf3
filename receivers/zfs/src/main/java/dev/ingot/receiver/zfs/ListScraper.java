package dev.ingot.receiver.zfs;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Asks `zpool list` for the size of each pool and how full it is, which the kernel's statistics do
/// not tell.
final class ListScraper implements Scraper {
    private final ZfsConfig config;
    private final Zpool zpool;

    ListScraper(ZfsConfig config, Zpool zpool) {
        this.config = config;
        this.zpool = zpool;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        for (Pool pool : parse(zpool.output("list", "-Hp", "-o", Pool.COLUMNS))) {
            if (config.speaks(Dialect.PVE_EXPORTER)) {
                ZfsMetrics.PVE_EXPORTER_POOL.observe(pool, round);
            }
            if (config.speaks(Dialect.ZFS_EXPORTER)) {
                ZfsMetrics.ZFS_EXPORTER_POOL.observe(pool, round);
            }
            if (config.speaks(Dialect.ZFS_EXPORTER) || config.speaks(Dialect.INGOT)) {
                ZfsMetrics.SPACE.observe(pool, round);
            }
        }
    }

    private static List<Pool> parse(String output) throws IOException {
        var pools = new ArrayList<Pool>();
        for (String line : output.lines().toList()) {
            Pool pool = Pool.parse(line);
            if (pool == null) {
                throw new IOException(
                        "cannot read what `zpool list` printed: `" + line + "` is not whole");
            }
            pools.add(pool);
        }
        return pools;
    }
}
