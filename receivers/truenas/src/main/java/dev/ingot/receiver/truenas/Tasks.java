package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tasks that run by a schedule, one family for all their types: what they are doing, when one last
/// succeeded, and how often it should.
///
/// TrueNAS says when a task's state last changed, not when it last succeeded; so the last success
/// is kept in mind, and unknown from the start of the agent until one is seen.
///
/// One thread at a time.
final class Tasks {
    private static final Duration KEEP_SCRUBS = Duration.ofMinutes(5);

    private record Task(
            String host,
            String type,
            String name,
            String id,
            Item item,
            @Nullable Double state,
            @Nullable Double lastRun,
            @Nullable Double lastSuccess,
            double nowSeconds) {
        @Nullable Double age() {
            return lastSuccess == null ? null : nowSeconds - lastSuccess;
        }
    }

    private static final Map<String, Double> STATES =
            Map.ofEntries(
                    Map.entry("FINISHED", 1.0),
                    Map.entry("SUCCESS", 1.0),
                    Map.entry("RUNNING", 0.5),
                    Map.entry("WAITING", 0.0),
                    Map.entry("PENDING", 0.0),
                    Map.entry("HOLD", 0.0),
                    Map.entry("ERROR", -1.0),
                    Map.entry("FAILED", -1.0),
                    Map.entry("ABORTED", -1.0));

    private static final Catalogue<Task> TASKS =
            Catalogue.of(Task.class)
                    .label("host", "The target's name.", Task::host)
                    .label(
                            "task_type",
                            "`replication`, `snapshot`, `cloudsync`, `rsync`, `scrub`.",
                            Task::type)
                    .label("task_name", "", Task::name)
                    .label("task_id", "", Task::id)
                    .gauge(
                            "truenas_task_enabled",
                            "",
                            "1 if the task runs by its schedule.",
                            task -> task.item.flagNumber("enabled"))
                    .gauge(
                            "truenas_task_state",
                            "",
                            "State of the task's last run (1=SUCCESS, 0.5=RUNNING, 0=WAITING or"
                                    + " HOLD, -1=FAILED or ABORTED).",
                            Task::state)
                    .gauge(
                            "truenas_task_last_run_timestamp_seconds",
                            "s",
                            "When the state of its last run last changed.",
                            Task::lastRun)
                    .gauge(
                            "truenas_task_last_success_timestamp_seconds",
                            "s",
                            "When it last succeeded; unknown until the agent has seen that.",
                            Task::lastSuccess)
                    .gauge(
                            "truenas_task_age_seconds",
                            "s",
                            "How long ago it last succeeded; late where that is more than its"
                                    + " longest interval.",
                            Task::age)
                    .gauge(
                            "truenas_task_longest_interval_seconds",
                            "s",
                            "The longest time between two runs that its schedule has.",
                            task -> interval(task.item))
                    .build();

    private static final Catalogue<Entry> SCRUBS =
            Entry.rows()
                    .label("pool", "", scrub -> scrub.item().textOr("pool_name", "unknown"))
                    .gauge(
                            "truenas_scrub_threshold_seconds",
                            "s",
                            "How old the last scrub must be for its task to begin another.",
                            scrub -> days(scrub.item().whole("threshold")))
                    .build();

    static final List<Catalogue<?>> METRICS = List.of(TASKS);
    static final List<Catalogue<?>> SCRUB_METRICS = List.of(SCRUBS);

    private static final Query SNAPSHOT_QUERY =
            Query.select(
                    "pool.snapshottask.query",
                    "/pool/snapshottask",
                    "id",
                    "dataset",
                    "enabled",
                    "schedule",
                    "state");
    private static final Query CLOUDSYNC_QUERY =
            Query.select(
                    "cloudsync.query",
                    "/cloudsync",
                    "id",
                    "description",
                    "path",
                    "enabled",
                    "schedule",
                    "job");
    private static final Query RSYNC_QUERY =
            Query.select(
                    "rsynctask.query",
                    "/rsynctask",
                    "id",
                    "desc",
                    "path",
                    "enabled",
                    "schedule",
                    "job");

    private static final Query SCRUB_QUERY =
            Query.select(
                    "pool.scrub.query",
                    "/pool/scrub",
                    "id",
                    "pool_name",
                    "threshold",
                    "enabled",
                    "schedule");

    private final Nas nas;
    private final String type;
    private final Map<String, Double> successes = new HashMap<>();

    Tasks(Nas nas, String type) {
        this.nas = nas;
        this.type = type;
    }

    static Scraper snapshots(Nas nas) {
        var tasks = new Tasks(nas, "snapshot");
        return round -> {
            for (Item item : nas.list(SNAPSHOT_QUERY)) {
                tasks.observe(item, item.textOr("dataset", "unknown"), item.at("state"), round);
            }
        };
    }

    /// They have no state of their own: the pool says when it was scrubbed last.
    static Scraper scrubs(Nas nas) {
        var tasks = new Tasks(nas, "scrub");
        Memo<List<Item>> scrubs = nas.memo(KEEP_SCRUBS, () -> nas.list(SCRUB_QUERY));
        return round -> {
            for (Item item : scrubs.get()) {
                String pool = item.textOr("pool_name", "unknown");
                tasks.observe(item, pool, item.at("state"), round);
                SCRUBS.observe(new Entry(nas.host(), item), round);
            }
        };
    }

    static Scraper cloudSyncs(Nas nas) {
        return jobs(nas, new Tasks(nas, "cloudsync"), CLOUDSYNC_QUERY, "description");
    }

    static Scraper rsyncs(Nas nas) {
        return jobs(nas, new Tasks(nas, "rsync"), RSYNC_QUERY, "desc");
    }

    private static Scraper jobs(Nas nas, Tasks tasks, Query query, String nameField) {
        return round -> {
            for (Item item : nas.list(query)) {
                String name = item.textOr(nameField, "");
                tasks.observe(
                        item,
                        name.isEmpty() ? item.textOr("path", "unknown") : name,
                        item.at("job"),
                        round);
            }
        };
    }

    /// @param run the task's `state` or `job`: a state and when it began
    void observe(Item item, String name, Item run, Round round) {
        String id = item.textOr("id", "unknown");
        String state = run.textOr("state", "").toUpperCase(Locale.ROOT);
        Double value = STATES.get(state);
        Double changed = changed(run);
        if (value != null && value == 1.0 && changed != null) {
            successes.put(id, changed);
        }
        Double success = successes.get(id);
        double now = round.timeNanos() / 1e9;
        TASKS.observe(
                new Task(nas.host(), type, name, id, item, value, changed, success, now), round);
    }

    private static @Nullable Long days(@Nullable Long days) {
        return days == null ? null : Duration.ofDays(days).toSeconds();
    }

    /// A job says when it began and ended, a task's state when it last changed.
    private static @Nullable Double changed(Item run) {
        for (String field : List.of("datetime", "time_finished", "time_started")) {
            Double time = run.time(field);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    /// A replication without a schedule of its own follows its snapshot tasks; the densest of them
    /// is the one that matters.
    private static @Nullable Long interval(Item item) {
        Long own = Cron.longestInterval(item.at("schedule"));
        if (own != null) {
            return own;
        }
        return item.at("periodic_snapshot_tasks").items().stream()
                .map(snapshots -> Cron.longestInterval(snapshots.at("schedule")))
                .filter(Objects::nonNull)
                .min(Long::compare)
                .orElse(null);
    }
}
