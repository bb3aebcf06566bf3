package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Rfc3164Test {
    @Test
    void everyFieldIsRead() {
        reads(
                "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
                "34 2025-10-11T22:14:15Z host=mymachine app=su"
                        + " «'su root' failed for lonvick on /dev/pts/8»");
        reads(
                "<13>Feb  5 17:32:18 10.0.0.99 cron[1234]: text",
                "13 2026-02-05T17:32:18Z host=10.0.0.99 app=cron pid=1234 «text»");
        reads(
                "<22>Jan  1 00:00:00 mail postfix/smtp[99]: A1B2: to=<a@b.c>",
                "22 2026-01-01T00:00:00Z host=mail app=postfix/smtp pid=99 «A1B2: to=<a@b.c>»");
        reads(
                "<13>Jan  1 00:00:00 h (systemd)[1]: t",
                "13 2026-01-01T00:00:00Z host=h app=(systemd) pid=1 «t»");
    }

    @Test
    void theYearIsTheNearestOne() {
        time("Dec 31 23:59:59", "2025-12-31T23:59:59Z");
        time("Jan  2 03:04:05", "2026-01-02T03:04:05Z");
        time("Jan  3 03:04:05", "2026-01-03T03:04:05Z");
        time("Jun 30 00:00:00", "2026-06-30T00:00:00Z");
        time("Jul 10 00:00:00", "2025-07-10T00:00:00Z");
    }

    @Test
    void aLeapDayIsOfAYearThatHasIt() {
        assertThat(new Civil(java.time.ZoneOffset.UTC).nearest(2, 29, 0, 0, 1_709_164_800))
                .isEqualTo(1_709_164_800);
        reads("<13>Feb 29 00:00:00 h a: t", "13 - «Feb 29 00:00:00 h a: t»");
    }

    @Test
    void timesWithoutAnOffsetAreOfTheLocation() {
        at("Europe/Berlin", "Jan  2 03:04:05", "2026-01-02T02:04:05Z");
        at("Europe/Berlin", "Jul 10 12:00:00", "2025-07-10T10:00:00Z");
        at("America/New_York", "Dec 31 22:00:00", "2026-01-01T03:00:00Z");
        at("Europe/Berlin", "2025-07-10T12:00:00", "2025-07-10T10:00:00Z");
        at("Europe/Berlin", "2025-07-10T12:00:00Z", "2025-07-10T12:00:00Z");
        at("+05:30", "Jan  2 03:04:05", "2026-01-01T21:34:05Z");
    }

    @Test
    void timesOfManyFormsAreRead() {
        time("Oct 11 22:14:15.123", "2025-10-11T22:14:15.123Z");
        time("Oct 11 22:14:15 2018", "2018-10-11T22:14:15Z");
        time("Oct 11 2018 22:14:15", "2018-10-11T22:14:15Z");
        time("Oct 11 2018 22:14:15.5", "2018-10-11T22:14:15.500Z");
        time("Aug 24 05:34:00 CST 1987", "1987-08-24T11:34:00Z");
        time("Aug 24 05:34:00 XYZ 1987", "1987-08-24T05:34:00Z");
        time("oct 1 22:14:15", "2025-10-01T22:14:15Z");
        time("Oct 01 22:14:15", "2025-10-01T22:14:15Z");
        time("2003-10-11T22:14:15.003Z", "2003-10-11T22:14:15.003Z");
        time("2003-10-11T22:14:15+02:00", "2003-10-11T20:14:15Z");
        time("2003-10-11 22:14:15,003", "2003-10-11T22:14:15.003Z");
    }

    @Test
    void aMissingHostIsNoApp() {
        reads("<13>Oct 11 22:14:15 su: t", "13 2025-10-11T22:14:15Z app=su «t»");
        reads("<13>Oct 11 22:14:15 su[12]: t", "13 2025-10-11T22:14:15Z app=su pid=12 «t»");
        reads("<13>Oct 11 22:14:15 - su: t", "13 2025-10-11T22:14:15Z app=su «t»");
        reads("<13>Oct 11 22:14:15 [::1] su: t", "13 2025-10-11T22:14:15Z host=[::1] app=su «t»");
        reads(
                "<13>Oct 11 22:14:15 last message repeated 3 times",
                "13 2025-10-11T22:14:15Z «last message repeated 3 times»");
        reads(
                "<13>Oct 11 22:14:15 h last message repeated 3 times",
                "13 2025-10-11T22:14:15Z host=h «last message repeated 3 times»");
    }

    @Test
    void aMissingAppIsText() {
        reads("<13>Oct 11 22:14:15 h text only", "13 2025-10-11T22:14:15Z host=h «text only»");
        reads("<13>Oct 11 22:14:15 h", "13 2025-10-11T22:14:15Z «h»");
        reads("<13>Oct 11 22:14:15", "13 2025-10-11T22:14:15Z");
        reads("<13>Oct 11 22:14:15 h http://a b", "13 2025-10-11T22:14:15Z host=h «http://a b»");
        reads("<13>Oct 11 22:14:15 h a[1] b", "13 2025-10-11T22:14:15Z host=h «a[1] b»");
        reads("<13>Oct 11 22:14:15 h a[1: b", "13 2025-10-11T22:14:15Z host=h «a[1: b»");
        reads("<13>Oct 11 22:14:15 h a:", "13 2025-10-11T22:14:15Z host=h app=a «a:»");
        reads("<13>Oct 11 22:14:15 h a[]: b", "13 2025-10-11T22:14:15Z host=h app=a «b»");
    }

    @Test
    void withoutATimeTheRestIsRead() {
        reads("<13>hello", "13 - «hello»");
        reads("<13>su[12]: hello", "13 - app=su pid=12 «hello»");
        reads("<13>", "13 -");
        reads("<13>1 hello", "13 - «1 hello»");
        reads("<13>Oct 32 22:14:15 h a: t", "13 - «Oct 32 22:14:15 h a: t»");
        reads("<13>Oct 11 22:14:15x h a: t", "13 - «Oct 11 22:14:15x h a: t»");
    }

    @Test
    void aMessageWithoutAPriorityNeedsATime() {
        reads("Oct 11 22:14:15 h su: t", "- 2025-10-11T22:14:15Z host=h app=su «t»");
        reads("2003-10-11T22:14:15Z h su: t", "- 2003-10-11T22:14:15Z host=h app=su «t»");
        String error = "- - error=no priority such as `<13>` and no time";
        reads("hello", error);
        reads("<>hello", error);
        reads("<1234>hello", error);
        reads("<13", error);
        reads("<1a>hello", error);
        reads("<192>Oct 11 22:14:15 h su: t", "- - error=priority is above 191");
    }

    @Test
    void aMessageWithoutAPriorityIsReadWhereThatIsConfigured() {
        assertThat(Sample.read(Dialect.RFC3164, "UTC", true, "su: t")).isEqualTo("- - app=su «t»");
        assertThat(Sample.read(Dialect.RFC3164, "UTC", false, "Oct 11 22:14:15 h su: t"))
                .isEqualTo("- - error=no priority such as `<13>` and no time");
    }

    @Test
    void ciscoDevicesAreUnderstood() {
        reads(
                "<189>45: *Mar  1 00:00:45.123 UTC: %SYS-5-CONFIG_I: Configured from console",
                "189 2026-03-01T00:00:45.123Z app=%SYS-5-CONFIG_I «Configured from console»");
        reads(
                "<189>29: Oct 11 22:14:15: %LINK-3-UPDOWN: up",
                "189 2025-10-11T22:14:15Z app=%LINK-3-UPDOWN «up»");
    }

    @Test
    void theOtherDialectIsAnErrorWhereThisOneIsConfigured() {
        assertThat(Sample.read(Dialect.RFC3164, "UTC", "<13>1 - h a p m - t"))
                .isEqualTo("13 - error=not of the configured protocol rfc3164");
    }

    private static void time(String written, String read) {
        at("UTC", written, read);
    }

    private static void at(String location, String written, String read) {
        assertThat(Sample.read(Dialect.AUTO, location, "<13>" + written + " h a[1]: t"))
                .isEqualTo("13 " + read + " host=h app=a pid=1 «t»");
    }

    private static void reads(String message, String expected) {
        assertThat(Sample.read(message)).isEqualTo(expected);
    }
}
