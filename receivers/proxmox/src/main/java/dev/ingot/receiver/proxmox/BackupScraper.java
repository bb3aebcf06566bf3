package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Repeated;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reports when each guest was backed up last, and which guests no job backs up.
final class BackupScraper implements Scraper {
    private final ProxmoxConfig config;
    private final Cluster cluster;
    private final BackupTasks tasks;
    private final Repeated seldom;
    private final int slow;
    private final Map<String, Long> lastGood = new HashMap<>();
    private final Map<String, BackupTasks.Ended> last = new HashMap<>();
    private long rounds;

    /// @param slow in every so many rounds it is asked anew; what is left to read is read in the
    ///   rounds in between
    /// @param later how many rounds pass before nodes are asked
    BackupScraper(ProxmoxConfig config, Cluster cluster, int slow, int later) {
        this.config = config;
        this.cluster = cluster;
        this.slow = slow;
        this.rounds = -Math.min(later, slow - 1);
        this.tasks = new BackupTasks(cluster);
        this.seldom = new Repeated(slow, this::notBackedUp);
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER, Dialect.INGOT)) {
            seldom.scrape(round);
        }
        if (config.speaks(Dialect.INGOT, Dialect.PVE_EXPORTER_1)) {
            boolean due = rounds >= 0 && rounds % slow == 0;
            if (due || tasks.areLeft()) {
                tasks.read(due, this::note);
            }
            rounds++;
            cluster.resources("qemu", "lxc").forEach(guest -> report(guest, round));
        }
    }

    private void notBackedUp(Round round) throws IOException, InterruptedException {
        List<Item> guests = Item.list(cluster.get("cluster/backup-info/not-backed-up"));
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
            pve(guests, round);
        }
        if (config.speaks(Dialect.INGOT)) {
            Set<String> numbers =
                    guests.stream().map(item -> item.text("vmid", "")).collect(Collectors.toSet());
            for (Item guest : cluster.resources("qemu", "lxc")) {
                round.addLong(
                        OwnMetrics.WITHOUT_BACKUP_JOB,
                        ResourcesScraper.guestLabels(guest),
                        numbers.contains(guest.text("vmid", "")) ? 1 : 0);
            }
        }
    }

    private void pve(List<Item> guests, Round round) {
        List<Item> status = cluster.status();
        String id = status.isEmpty() ? "cluster/" : PveMetrics.clusterId(status.getFirst());
        round.addLong(PveMetrics.NOT_BACKED_UP, Labels.of("id", id), guests.size());
        for (Item guest : guests) {
            String of = guest.text("type", "qemu") + "/" + guest.text("vmid", "");
            round.addLong(PveMetrics.NOT_BACKED_UP_INFO, Labels.of("id", of), 1);
        }
    }

    private void note(BackupTasks.Ended ended) {
        if (ended.good()) {
            lastGood.merge(ended.vmid(), ended.time(), Math::max);
        }
        last.merge(ended.vmid(), ended, (one, other) -> one.time() > other.time() ? one : other);
    }

    private void report(Item guest, Round round) {
        String vmid = guest.text("vmid", "");
        Long good = lastGood.get(vmid);
        BackupTasks.Ended latest = last.get(vmid);
        Labels labels = ResourcesScraper.guestLabels(guest);
        if (config.speaks(Dialect.INGOT)) {
            if (good != null) {
                round.addLong(OwnMetrics.LAST_BACKUP, labels, good);
            }
            if (latest != null) {
                round.addLong(OwnMetrics.LAST_BACKUP_FAILED, labels, latest.good() ? 0 : 1);
            }
        }
        if (config.speaks(Dialect.PVE_EXPORTER_1) && good != null) {
            boolean machine = guest.text("type", "").equals("qemu");
            round.addLong(
                    machine ? SuccessorMetrics.BACKUP_MACHINE : SuccessorMetrics.BACKUP_CONTAINER,
                    labels,
                    good);
        }
    }
}
