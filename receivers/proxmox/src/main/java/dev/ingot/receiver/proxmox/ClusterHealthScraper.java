package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// Reads what not every cluster has: high availability, a quorum device, Ceph.
final class ClusterHealthScraper implements Scraper {
    private static final List<String> CEPH = List.of("ok", "warn", "err");

    private final ProxmoxConfig config;
    private final Cluster cluster;

    ClusterHealthScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
            quorumDevice(round);
        }
        services(round);
        if (config.speaks(Dialect.INGOT)) {
            ceph(round);
        }
    }

    private void quorumDevice(Round round) throws IOException, InterruptedException {
        for (Item item : cluster.status()) {
            if (item.text("type", "").equals("cluster")) {
                Item device = orNone("cluster/config/qdevice");
                if (!device.json().isEmpty()) {
                    PveMetrics.qdevice(device, PveMetrics.clusterId(item), round);
                }
            }
        }
    }

    private void services(Round round) throws IOException, InterruptedException {
        if (!config.speaks(Dialect.INGOT, Dialect.PVE_EXPORTER_1)) {
            return;
        }
        var states = new TreeMap<String, Long>();
        for (Item item : Item.list(orNone("cluster/ha/status/current").json())) {
            if (item.text("type", "").equals("service")) {
                states.merge(item.text("state", "unknown"), 1L, Long::sum);
            }
        }
        if (config.speaks(Dialect.INGOT)) {
            states.forEach((state, count) ->
                    round.addLong(OwnMetrics.HA_SERVICES, Labels.of("state", state), count));
        }
        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
            long all = states.values().stream().mapToLong(Long::longValue).sum();
            round.addLong(SuccessorMetrics.HA_RESOURCES, Labels.EMPTY, all);
            round.addLong(
                    SuccessorMetrics.HA_ACTIVE, Labels.EMPTY, states.getOrDefault("started", 0L));
        }
    }

    private void ceph(Round round) throws IOException, InterruptedException {
        String health = orNone("cluster/ceph/status").in("health").text("status", "");
        String now = health.toLowerCase(Locale.ROOT).replaceFirst("^health_", "");
        if (CEPH.contains(now)) {
            for (String state : CEPH) {
                round.addLong(
                        OwnMetrics.CEPH_HEALTH,
                        Labels.of("state", state),
                        state.equals(now) ? 1 : 0);
            }
        }
    }

    /// An answer; nothing where the API says that there is no such thing.
    private Item orNone(String path) throws IOException, InterruptedException {
        try {
            return new Item(cluster.get(path));
        } catch (ApiException absent) {
            if (absent.status() == ApiException.FORBIDDEN || absent.isNodeAway()) {
                throw absent;
            }
            return Item.NONE;
        }
    }
}
