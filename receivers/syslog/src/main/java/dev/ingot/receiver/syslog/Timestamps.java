package dev.ingot.receiver.syslog;

import java.time.ZoneId;

/// Reads the forms of time that syslog senders write. Not safe for several threads at once.
///
/// A method answers with the position behind the time, or with [#NONE] where there is none; the
/// time itself is then in [#nanos].
final class Timestamps {
    static final int NONE = -1;

    private static final long SECOND = 1_000_000_000;
    private static final int NANO_DIGITS = 9;
    private static final int EPOCH_DIGITS = 10;
    private static final byte[] DATE = "date=".getBytes(Bytes.ASCII);
    private static final byte[] TIME = " time=".getBytes(Bytes.ASCII);

    private final Civil civil;
    private long nanos;
    private long seconds;
    private int year;
    private int zone;

    /// @param location where senders are that write times without an offset
    Timestamps(ZoneId location) {
        civil = new Civil(location);
    }

    /// Nanoseconds since the epoch of the time that was read last.
    long nanos() {
        return nanos;
    }

    /// Reads `2003-10-11T22:14:15.003Z` (RFC 3339), also with a blank for the T, a comma for the
    /// point, an offset without its colon, or none at all.
    int iso(byte[] in, int at, int end) {
        if (end - at < 19 || in[at + 4] != '-' || in[at + 7] != '-') {
            return NONE;
        }
        int year = Digits.four(in, at);
        int month = Digits.two(in, at + 5);
        int day = Digits.two(in, at + 8);
        int separator = in[at + 10];
        int second = timeOfDay(in, at + 11, end);
        if (year < 0
                || second < 0
                || (separator != 'T' && separator != 't' && separator != ' ')
                || !Civil.exists(year, month, day)) {
            return NONE;
        }
        int next = at + 19;
        long fraction = 0;
        if (next + 1 < end && (in[next] == '.' || in[next] == ',') && Digits.is(in[next + 1])) {
            fraction = fraction(in, next + 1, end);
            next = Digits.skip(in, next + 1, end);
        }
        if (next < end && (in[next] == 'Z' || in[next] == 'z')) {
            nanos = civil.utc(year, month, day, second) * SECOND + fraction;
            return next + 1;
        }
        if (next < end && (in[next] == '+' || in[next] == '-')) {
            return offset(in, next, end, civil.utc(year, month, day, second) * SECOND + fraction);
        }
        nanos = civil.local(year, month, day, second) * SECOND + fraction;
        return next;
    }

    private int offset(byte[] in, int at, int end, long local) {
        int colon = at + 3 < end && in[at + 3] == ':' ? 1 : 0;
        if (at + 5 + colon > end) {
            return NONE;
        }
        int hours = Digits.two(in, at + 1);
        int minutes = Digits.two(in, at + 3 + colon);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long ahead = (hours * 60L + minutes) * 60 * SECOND;
        nanos = in[at] == '+' ? local - ahead : local + ahead;
        return at + 5 + colon;
    }

    /// Reads `Oct 11 22:14:15` (RFC 3164), also with a fraction, a year before or behind the time
    /// of day, and the name of a zone where a year or a colon follows it.
    int bsd(byte[] in, int at, int end, long nowNanos) {
        return bsd(in, at, end, -1, nowNanos);
    }

    /// Reads `2018 Oct 11 22:14:15`, as some switches write it.
    int yearFirst(byte[] in, int at, int end, long nowNanos) {
        int before = year(in, at, end);
        return before < 0 ? NONE : bsd(in, at + 5, end, before, nowNanos);
    }

    /// Reads `1563249630.774247467`, seconds since the epoch.
    int epoch(byte[] in, int at, int end) {
        int point = Digits.skip(in, at, end);
        if (point - at != EPOCH_DIGITS || point + 1 >= end || in[point] != '.') {
            return NONE;
        }
        long value = 0;
        for (int i = at; i < point; i++) {
            value = value * 10 + (in[i] - '0');
        }
        seconds = value;
        return withFraction(fraction(in, point + 1, end), Digits.skip(in, point + 1, end));
    }

    /// Reads `date=2018-10-11 time=22:14:15`.
    int keyed(byte[] in, int at, int end) {
        if (end - at < 29
                || !Bytes.startsWith(in, at, end, DATE)
                || !Bytes.startsWith(in, at + 15, end, TIME)) {
            return NONE;
        }
        year = Digits.four(in, at + 5);
        int month = Digits.two(in, at + 10);
        int day = Digits.two(in, at + 13);
        int second = timeOfDay(in, at + 21, end);
        if (year < 0 || second < 0 || !Civil.exists(year, month, day)) {
            return NONE;
        }
        seconds = civil.local(year, month, day, second);
        return withFraction(0, at + 29);
    }

    private int bsd(byte[] in, int at, int end, int yearBefore, long nowNanos) {
        if (end - at < 14 || in[at + 3] != ' ') {
            return NONE;
        }
        int month = Months.of(in, at);
        int dayStart = in[at + 4] == ' ' ? at + 5 : at + 4;
        int dayEnd = Digits.skip(in, dayStart, end);
        int day = Digits.number(in, dayStart, dayEnd, 2);
        if (month < 0 || day < 0 || dayEnd == end || in[dayEnd] != ' ') {
            return NONE;
        }
        int yearInside = year(in, dayEnd + 1, end);
        int time = yearInside < 0 ? dayEnd + 1 : dayEnd + 6;
        year = Math.max(yearBefore, yearInside);
        int second = timeOfDay(in, time, end);
        if (second < 0) {
            return NONE;
        }
        int next = time + 8;
        long fraction = 0;
        if (next + 1 < end && in[next] == '.' && Digits.is(in[next + 1])) {
            fraction = fraction(in, next + 1, end);
            next = Digits.skip(in, next + 1, end);
        }
        next = zoneAndYear(in, next, end);
        return resolve(month, day, second, nowNanos) ? withFraction(fraction, next) : NONE;
    }

    /// Reads the year and the zone behind a time of day, as far as they are there.
    private int zoneAndYear(byte[] in, int at, int end) {
        zone = Zones.UNKNOWN;
        int next = numericZone(in, at, end);
        int zoneEnd = Zones.end(in, next, end);
        if (zoneEnd > next && isZone(in, next + 1, zoneEnd, end)) {
            zone = Zones.offset(in, next + 1, zoneEnd);
            next = zoneEnd;
        }
        if (year < 0 && next < end && in[next] == ' ') {
            year = year(in, next + 1, end);
            next = year < 0 ? next : next + 5;
        }
        return next;
    }

    /// Whether a word in capitals is a zone: where a year follows, or a colon, unless that makes it
    /// an app such as `CRON:`. Cisco's zones may have any name, and what follows begins with `%`.
    private boolean isZone(byte[] in, int start, int zoneEnd, int end) {
        if (zoneEnd < end && in[zoneEnd] == ':') {
            int next = Bytes.skipBlanks(in, zoneEnd + 1, end);
            return (next < end && in[next] == '%')
                    || Zones.offset(in, start, zoneEnd) != Zones.UNKNOWN;
        }
        return year < 0 && year(in, zoneEnd + 1, end) > 0;
    }

    /// Reads `+01:00` right behind the time of day.
    private int numericZone(byte[] in, int at, int end) {
        if (at == end || (in[at] != '+' && in[at] != '-')) {
            return at;
        }
        int behind = offset(in, at, end, 0);
        if (behind == NONE) {
            return at;
        }
        zone = (int) (-nanos / SECOND);
        return behind;
    }

    private boolean resolve(int month, int day, int second, long nowNanos) {
        if (year < 0) {
            long now = Math.floorDiv(nowNanos, SECOND);
            seconds = civil.nearest(month, day, second, zone, now);
            return seconds != Long.MIN_VALUE;
        }
        if (!Civil.exists(year, month, day)) {
            return false;
        }
        seconds = civil.at(year, month, day, second, zone);
        return true;
    }

    private int withFraction(long fraction, int next) {
        nanos = seconds * SECOND + fraction;
        return next;
    }

    /// A year of four digits that ends at a blank, a colon or the end; -1 where there is none.
    private static int year(byte[] in, int at, int end) {
        if (at + 4 > end || (at + 4 < end && in[at + 4] != ' ' && in[at + 4] != ':')) {
            return -1;
        }
        int year = Digits.four(in, at);
        return year >= 1970 && year < 2200 ? year : -1;
    }

    /// The second of the day of `22:14:15`, or -1. A leap second is the first of the next minute.
    private static int timeOfDay(byte[] in, int at, int end) {
        if (end - at < 8 || in[at + 2] != ':' || in[at + 5] != ':') {
            return -1;
        }
        int hour = Digits.two(in, at);
        int minute = Digits.two(in, at + 3);
        int second = Digits.two(in, at + 6);
        boolean fits =
                hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        return fits ? (hour * 60 + minute) * 60 + second : -1;
    }

    /// Nanoseconds of the digits behind a decimal point; what is finer is left out.
    private static long fraction(byte[] in, int at, int end) {
        long value = 0;
        int digits = 0;
        int i = at;
        for (; digits < NANO_DIGITS && i < end && Digits.is(in[i]); i++, digits++) {
            value = value * 10 + (in[i] - '0');
        }
        for (; digits < NANO_DIGITS; digits++) {
            value *= 10;
        }
        return value;
    }
}
