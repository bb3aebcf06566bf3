package dev.ingot.receiver.truenas;

import java.util.List;

/// The interval of a replication task as the replaced exporter works it out from the task's
/// schedule. Its rules are rough (`0,12` is a day, a month is a day too), but existing alerts
/// compare with them; [Cron] knows better.
final class ExpectedInterval {
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;
    private static final long DAY = 86_400;
    private static final long WEEK = 604_800;
    private static final String STEP = "*/";
    private static final String ANY = "*";

    private ExpectedInterval() {}

    /// The shortest of the task's snapshot tasks, else its own, else a day.
    static long of(Item task) {
        List<Item> schedules =
                task.at("periodic_snapshot_tasks").items().stream()
                        .map(snapshots -> snapshots.at("schedule"))
                        .filter(ExpectedInterval::isSet)
                        .toList();
        if (!schedules.isEmpty()) {
            return schedules.stream().mapToLong(ExpectedInterval::ofSchedule).min().orElse(DAY);
        }
        Item own = task.at("schedule");
        return isSet(own) ? ofSchedule(own) : DAY;
    }

    private static boolean isSet(Item schedule) {
        return schedule.node().isObject() && !schedule.node().isEmpty();
    }

    static long ofSchedule(Item schedule) {
        String minute = schedule.textOr("minute", ANY);
        boolean anyHour = schedule.textOr("hour", ANY).equals(ANY);
        boolean anyDay = schedule.textOr("dom", ANY).equals(ANY);
        boolean anyWeekday = schedule.textOr("dow", ANY).equals(ANY);
        if (minute.startsWith(STEP) && isWhole(minute.substring(STEP.length()))) {
            return Long.parseLong(minute.substring(STEP.length())) * MINUTE;
        }
        if (!minute.equals(ANY) && anyHour && anyDay) {
            return HOUR;
        }
        if (!anyHour && anyDay && anyWeekday) {
            return DAY;
        }
        return anyWeekday ? DAY : WEEK;
    }

    private static boolean isWhole(String text) {
        return !text.isEmpty()
                && text.length() < 10
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
