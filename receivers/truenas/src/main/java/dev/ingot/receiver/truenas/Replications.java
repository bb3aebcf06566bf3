package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Metric;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The replication tasks that are enabled, exactly as the replaced exporter shows them.
final class Replications {
    /// Whether the tasks could be read.
    static final Metric UP =
            Metric.gauge("truenas_replication_up", "", "1 if TrueNAS API is reachable");

    private record Task(String host, Item item, double nowSeconds) {
        String state() {
            return Objects.requireNonNullElse(item.text("state", "state"), "");
        }

        double changed() {
            Double time = item.time("state", "datetime");
            return time == null ? 0 : time;
        }

        double age() {
            return changed() > 0 ? nowSeconds - changed() : -1;
        }

        String sources() {
            String sources =
                    item.at("source_datasets").items().stream()
                            .map(dataset -> dataset.node().asText())
                            .collect(Collectors.joining(","));
            return sources.isEmpty() ? "unknown" : sources;
        }
    }

    private static final Catalogue<Task> TASKS =
            labels().gauge(
                            "truenas_replication_state",
                            "",
                            "Replication task state (1=FINISHED, 0.5=RUNNING, 0=PENDING, -1=ERROR)",
                            task -> StateScale.replication(task.state()))
                    .gauge(
                            "truenas_replication_last_run_timestamp",
                            "",
                            "Unix timestamp of last replication run",
                            Task::changed)
                    .gauge(
                            "truenas_replication_age_seconds",
                            "",
                            "Seconds since last replication run",
                            Task::age)
                    .gauge(
                            "truenas_replication_expected_interval_seconds",
                            "",
                            "Expected interval between replications based on schedule",
                            task -> ExpectedInterval.of(task.item))
                    .build();

    private static final Catalogue<Task> INFO =
            labels().label("direction", "", task -> task.item.textOr("direction", "unknown"))
                    .label("transport", "", task -> task.item.textOr("transport", "unknown"))
                    .label("source", "", Task::sources)
                    .label("target", "", task -> task.item.textOr("target_dataset", "unknown"))
                    .label(
                            "last_snapshot",
                            "",
                            task -> task.item.at("state").textOr("last_snapshot", "none"))
                    .gauge("truenas_replication_info", "", "Replication task metadata", _ -> 1)
                    .build();

    private static final Catalogue<Task> STATUS =
            labels().label("status", "The state itself.", Task::state)
                    .gauge(
                            "truenas_replication_status",
                            "",
                            "Always 1; the label says the state as TrueNAS calls it.",
                            _ -> 1)
                    .build();

    static final List<Catalogue<?>> METRICS = List.of(TASKS, INFO, STATUS);

    private static final Query QUERY =
            Query.select(
                    "replication.query",
                    "/replication",
                    "id",
                    "name",
                    "direction",
                    "transport",
                    "source_datasets",
                    "target_dataset",
                    "periodic_snapshot_tasks",
                    "schedule",
                    "enabled",
                    "state");

    private Replications() {}

    private static Catalogue.Builder<Task> labels() {
        return Catalogue.of(Task.class)
                .label("host", "The target's name.", Task::host)
                .label("task_name", "", task -> task.item.textOr("name", "unknown"))
                .label("task_id", "", task -> task.item.textOr("id", "unknown"));
    }

    static Scraper scraper(Nas nas) {
        var tasks = new Tasks(nas, "replication");
        return round -> {
            double now = round.timeNanos() / 1e9;
            for (Item item : nas.list(QUERY)) {
                if (!Boolean.FALSE.equals(item.flag("enabled"))) {
                    observe(new Task(nas.host(), item, now), round);
                }
                tasks.observe(item, item.textOr("name", "unknown"), item.at("state"), round);
            }
        };
    }

    private static void observe(Task task, Round round) {
        TASKS.observe(task, round);
        INFO.observe(task, round);
        if (!task.state().isEmpty()) {
            STATUS.observe(task, round);
        }
    }
}
