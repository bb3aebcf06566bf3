package dev.ingot.receiver.syslog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/// Turns dates and times of day into seconds since the epoch, quickly for times near the last one.
/// Not safe for several threads at once.
final class Civil {
    /// No time zone changes its offset between two quarters of an hour.
    private static final int QUARTER = 900;

    private static final int DAY = 86_400;
    private static final long HALF_A_YEAR = 183L * DAY;

    private final ZoneRules rules;
    private long knownQuarter = Long.MIN_VALUE;
    private int knownOffset;
    private int knownDate;
    private long knownDay;
    private long yearEnds = Long.MIN_VALUE;
    private long yearBegins = Long.MAX_VALUE;
    private int year;

    Civil(ZoneId location) {
        rules = location.getRules();
    }

    static boolean exists(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= days(year, month);
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> Year.isLeap(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// Seconds since the epoch of a time of day as a clock in UTC shows it.
    long utc(int year, int month, int day, int secondOfDay) {
        int date = (year << 9) | (month << 5) | day;
        if (date != knownDate) {
            knownDate = date;
            knownDay = LocalDate.of(year, month, day).toEpochDay();
        }
        return knownDay * DAY + secondOfDay;
    }

    /// Seconds since the epoch of a time of day as a clock with this offset shows it.
    ///
    /// @param offset seconds east of Greenwich, or [Zones#UNKNOWN] for the sender's location
    long at(int year, int month, int day, int secondOfDay, int offset) {
        return offset == Zones.UNKNOWN
                ? local(year, month, day, secondOfDay)
                : utc(year, month, day, secondOfDay) - offset;
    }

    /// Seconds since the epoch of a time of day as a clock in the sender's location shows it.
    long local(int year, int month, int day, int secondOfDay) {
        long local = utc(year, month, day, secondOfDay);
        if (rules.isFixedOffset()) {
            return local - rules.getOffset(Instant.EPOCH).getTotalSeconds();
        }
        long quarter = Math.floorDiv(local, QUARTER);
        if (quarter != knownQuarter) {
            knownQuarter = quarter;
            var time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
            knownOffset = rules.getOffset(time).getTotalSeconds();
        }
        return local - knownOffset;
    }

    /// As [#at] for a date without a year: of all years, the one that brings it nearest to `now`. A
    /// message of 31 December that arrives on 1 January is from last year.
    ///
    /// @return [Long#MIN_VALUE] for a date that none of the years around has
    long nearest(int month, int day, int secondOfDay, int offset, long now) {
        int thisYear = yearOf(now);
        long best = Long.MIN_VALUE;
        if (exists(thisYear, month, day)) {
            best = at(thisYear, month, day, secondOfDay, offset);
            if (Math.abs(best - now) < HALF_A_YEAR) {
                return best;
            }
        }
        for (int other = thisYear - 1; other <= thisYear + 1; other += 2) {
            if (exists(other, month, day)) {
                long time = at(other, month, day, secondOfDay, offset);
                if (best == Long.MIN_VALUE || Math.abs(time - now) < Math.abs(best - now)) {
                    best = time;
                }
            }
        }
        return best;
    }

    private int yearOf(long now) {
        if (now < yearBegins || now >= yearEnds) {
            year = LocalDateTime.ofEpochSecond(now, 0, ZoneOffset.UTC).getYear();
            yearBegins = LocalDateTime.of(year, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
            yearEnds = LocalDateTime.of(year + 1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        }
        return year;
    }
}
