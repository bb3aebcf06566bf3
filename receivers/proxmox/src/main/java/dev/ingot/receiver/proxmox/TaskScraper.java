package dev.ingot.receiver.proxmox;

import dev.ingot.component.Intake;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Origin;
import io.opentelemetry.api.logs.Severity;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads `/cluster/tasks` and sends a log record for each task that failed since the agent started.
final class TaskScraper implements Scraper {
    private static final long NANOS = 1_000_000_000L;

    private final Cluster cluster;
    private final Origin origin;
    private final Intake intake;
    private final long since;
    private Set<String> known = Set.of();

    TaskScraper(Cluster cluster, Origin origin) {
        this.cluster = cluster;
        this.origin = origin;
        this.intake = cluster.context().intake("poll");
        this.since = cluster.context().clock().instant().getEpochSecond();
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        List<Item> tasks = Item.list(cluster.get("cluster/tasks"));
        var logs = new Logs();
        var ended = new HashSet<String>();
        for (Item task : tasks) {
            Long end = task.whole("endtime");
            String status = task.text("status", "");
            if (end != null && end >= since) {
                String upid = task.text("upid", "");
                ended.add(upid);
                if (!known.contains(upid) && !status.equals("OK")) {
                    logs.add(log(task, status, end, round.timeNanos()));
                }
            }
        }
        if (logs.size() == 0 || intake.tryPush(logs)) {
            known = ended;
        }
    }

    private LogRecord log(Item task, String status, long end, long now) {
        boolean warnings = status.startsWith("WARNINGS");
        String type = task.text("type", "task");
        String id = task.text("id", "");
        String node = task.text("node", "");
        var fields =
                Fields.builder()
                        .set("proxmox.node", node)
                        .set("proxmox.task.type", type)
                        .set("proxmox.task.upid", task.text("upid", ""))
                        .set("user.name", task.text("user", ""));
        if (!id.isEmpty()) {
            fields.set("proxmox.task.id", id);
        }
        String what = type + (id.isEmpty() ? "" : " " + id) + " on " + node;
        return LogRecord.builder()
                .origin(origin)
                .timeNanos(end * NANOS)
                .observedNanos(now)
                .severity(warnings ? Severity.WARN : Severity.ERROR, warnings ? "WARNING" : "ERROR")
                .body(what + (warnings ? " ended with warnings: " : " failed: ") + status)
                .fields(fields.build())
                .build();
    }
}
