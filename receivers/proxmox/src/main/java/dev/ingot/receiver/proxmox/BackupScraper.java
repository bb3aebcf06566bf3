package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads when each guest was backed up last, from the tasks of the nodes, and which guests no job
/// backs up.
///
/// A task for several guests tells in its log what became of each. A log is read once.
final class BackupScraper implements Scraper {
    private static final int TASKS = 200;
    private static final int LOGS_PER_ROUND = 20;
    private static final int LOG_LINES = 5000;
    private static final Pattern LINE =
            Pattern.compile("(Finished Backup of VM|Backup of VM) (\\d+)( failed)?.*");

    /// How a backup of a guest ended, at a time in seconds since the epoch.
    private record Ended(String upid, String vmid, long time, boolean good) {}

    private final ProxmoxConfig config;
    private final Cluster cluster;
    private final Set<String> read = new HashSet<>();
    private final Map<String, Long> lastGood = new TreeMap<>();
    private final Map<String, Ended> last = new HashMap<>();

    BackupScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
            notBackedUp(round);
        }
        if (config.speaks(Dialect.INGOT)) {
            tasks();
            report(round);
        }
    }

    private void notBackedUp(Round round) throws IOException, InterruptedException {
        List<Item> guests = Item.list(cluster.get("cluster/backup-info/not-backed-up"));
        List<Item> status = Item.list(cluster.get("cluster/status"));
        String id = status.isEmpty() ? "cluster/" : PveMetrics.clusterId(status.getFirst());
        round.addLong(PveMetrics.NOT_BACKED_UP, Labels.of("id", id), guests.size());
        for (Item guest : guests) {
            String of = guest.text("type", "qemu") + "/" + guest.text("vmid", "");
            round.addLong(PveMetrics.NOT_BACKED_UP_INFO, Labels.of("id", of), 1);
        }
    }

    private void tasks() throws IOException, InterruptedException {
        cluster.eachNode("backups", this::ended, (_, ended) -> ended.forEach(this::note));
    }

    private void note(Ended ended) {
        read.add(ended.upid);
        if (ended.good) {
            lastGood.merge(ended.vmid, ended.time, Math::max);
        }
        last.merge(ended.vmid, ended, (one, other) -> one.time > other.time ? one : other);
    }

    private List<Ended> ended(String node) throws IOException, InterruptedException {
        var all = new ArrayList<Ended>();
        int logs = 0;
        JsonNode tasks = cluster.get(node, "tasks?typefilter=vzdump&source=archive&limit=" + TASKS);
        for (Item task : Item.list(tasks)) {
            String upid = task.text("upid", "");
            Long time = task.whole("endtime");
            if (time == null || read.contains(upid)) {
                continue;
            }
            String vmid = task.text("id", "");
            if (!vmid.isEmpty()) {
                all.add(new Ended(upid, vmid, time, isGood(task.text("status", ""))));
            } else if (logs < LOGS_PER_ROUND) {
                logs++;
                all.addAll(fromLog(node, upid, time));
            }
        }
        return all;
    }

    private static boolean isGood(String status) {
        return status.equals("OK") || status.startsWith("WARNINGS");
    }

    private List<Ended> fromLog(String node, String upid, long time)
            throws IOException, InterruptedException {
        var all = new ArrayList<Ended>();
        String path = "tasks/" + upid + "/log?limit=" + LOG_LINES;
        for (Item line : Item.list(cluster.get(node, path))) {
            Matcher matcher = LINE.matcher(line.text("t", "").replaceFirst("^(INFO|ERROR): ", ""));
            boolean finished = matcher.matches() && matcher.group(1).startsWith("Finished");
            if (finished || (matcher.matches() && matcher.group(3) != null)) {
                all.add(new Ended(upid, matcher.group(2), time, finished));
            }
        }
        return all;
    }

    private void report(Round round) {
        var present = new HashSet<String>();
        cluster.resources("qemu", "lxc").forEach(guest -> present.add(guest.text("vmid", "")));
        lastGood.forEach((vmid, time) -> {
            if (present.contains(vmid)) {
                round.addLong(OwnMetrics.LAST_BACKUP, Labels.of("vmid", vmid), time);
            }
        });
        new TreeMap<>(last)
                .forEach((vmid, ended) -> {
                    if (present.contains(vmid)) {
                        Labels labels = Labels.of("vmid", vmid);
                        round.addLong(OwnMetrics.LAST_BACKUP_FAILED, labels, ended.good ? 0 : 1);
                    }
                });
    }
}
