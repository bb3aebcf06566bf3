package dev.ingot.receiver.truenas;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A schedule of TrueNAS: cron's five fields, and an hour of the day from which and until which it
/// counts.
final class Cron {
    /// Any date does, as long as a leap day is in the years that follow.
    private static final LocalDate FIRST_DAY = LocalDate.of(2027, 1, 1);

    private static final int DAYS = 4 * 366;
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final long SECONDS_OF_MINUTE = 60;
    private static final Map<String, Integer> WORDS =
            Map.ofEntries(
                    Map.entry("sun", 0),
                    Map.entry("mon", 1),
                    Map.entry("tue", 2),
                    Map.entry("wed", 3),
                    Map.entry("thu", 4),
                    Map.entry("fri", 5),
                    Map.entry("sat", 6),
                    Map.entry("jan", 1),
                    Map.entry("feb", 2),
                    Map.entry("mar", 3),
                    Map.entry("apr", 4),
                    Map.entry("may", 5),
                    Map.entry("jun", 6),
                    Map.entry("jul", 7),
                    Map.entry("aug", 8),
                    Map.entry("sep", 9),
                    Map.entry("oct", 10),
                    Map.entry("nov", 11),
                    Map.entry("dec", 12));

    private final BitSet minutesOfDay;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private Cron(Item schedule) {
        BitSet minutes = field(schedule.textOr("minute", "0"), 0, 59);
        BitSet hours = field(schedule.textOr("hour", "*"), 0, 23);
        String dom = schedule.textOr("dom", "*");
        String dow = schedule.textOr("dow", "*");
        days = field(dom, 1, 31);
        months = field(schedule.textOr("month", "*"), 1, 12);
        weekdays = field(dow, 0, 7);
        anyDay = dom.equals("*");
        anyWeekday = dow.equals("*");
        int from = minuteOfDay(schedule.textOr("begin", "00:00"));
        int until = minuteOfDay(schedule.textOr("end", "23:59"));
        minutesOfDay = new BitSet(MINUTES_OF_DAY);
        for (int at = from; at <= until; at++) {
            minutesOfDay.set(at, hours.get(at / 60) && minutes.get(at % 60));
        }
    }

    /// The longest time, in seconds, between one run and the next; null where it is no schedule, or
    /// never runs twice.
    static @Nullable Long longestInterval(Item schedule) {
        if (!schedule.node().isObject() || schedule.node().isEmpty()) {
            return null;
        }
        try {
            return new Cron(schedule).longestInterval();
        } catch (IllegalArgumentException notASchedule) {
            return null;
        }
    }

    private @Nullable Long longestInterval() {
        if (minutesOfDay.isEmpty()) {
            return null;
        }
        long longest = withinDay();
        int first = minutesOfDay.nextSetBit(0);
        int last = minutesOfDay.length() - 1;
        int before = -1;
        for (int day = 0; day < DAYS; day++) {
            if (runsOn(FIRST_DAY.plusDays(day))) {
                if (before >= 0) {
                    long gap = (long) (day - before) * MINUTES_OF_DAY + first - last;
                    longest = Math.max(longest, gap);
                }
                before = day;
            }
        }
        return longest == 0 ? null : longest * SECONDS_OF_MINUTE;
    }

    private long withinDay() {
        int longest = 0;
        int before = minutesOfDay.nextSetBit(0);
        for (int at = before; at >= 0; at = minutesOfDay.nextSetBit(at + 1)) {
            longest = Math.max(longest, at - before);
            before = at;
        }
        return longest;
    }

    /// Where both the day of the month and the weekday are restricted, cron runs on either.
    private boolean runsOn(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue();
        boolean onDay = days.get(date.getDayOfMonth());
        boolean onWeekday = weekdays.get(weekday) || (weekday == 7 && weekdays.get(0));
        boolean today = (anyDay || anyWeekday) ? onDay && onWeekday : onDay || onWeekday;
        return today && months.get(date.getMonthValue());
    }

    private static BitSet field(String text, int min, int max) {
        var set = new BitSet(max + 1);
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] stepped = part.split("/", 2);
            String[] range = stepped[0].split("-", 2);
            int from = stepped[0].equals("*") ? min : number(range[0]);
            boolean open = stepped[0].equals("*") || (range.length == 1 && stepped.length == 2);
            int until = open ? max : number(range[range.length - 1]);
            int step = stepped.length == 2 ? number(stepped[1]) : 1;
            if (from < min || until > max || step < 1) {
                throw new IllegalArgumentException(text);
            }
            for (int at = from; at <= until; at += step) {
                set.set(at);
            }
        }
        return set;
    }

    private static int number(String text) {
        Integer word = WORDS.get(text);
        return word == null ? Integer.parseInt(text) : word;
    }

    private static int minuteOfDay(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2) {
            throw new IllegalArgumentException(text);
        }
        int minute = Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
        if (minute < 0 || minute >= MINUTES_OF_DAY) {
            throw new IllegalArgumentException(text);
        }
        return minute;
    }
}
