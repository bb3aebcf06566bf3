package dev.ingot.receiver.syslog;

/// The facilities of syslog by the keywords of RFC 5427, as the collector writes them.
final class Facilities {
    private static final String[] TEXTS = {
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news",
        "uucp", "cron", "authpriv", "ftp", "ntp", "security", "console", "cron2",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"
    };

    private Facilities() {}

    static int number(int priority) {
        return priority >> 3;
    }

    static String text(int priority) {
        return TEXTS[number(priority)];
    }
}
