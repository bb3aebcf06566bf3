package dev.ingot.examples;

/// Grafana's units that the dashboards use, by what Grafana calls them.
enum Unit {
    NONE("none"),
    SHORT("short"),
    PERCENT("percent"),
    /// 1 is 100 %.
    RATIO("percentunit"),
    BYTES("bytes"),
    BYTES_PER_SECOND("Bps"),
    BITS_PER_SECOND("bps"),
    PER_SECOND("cps"),
    OPERATIONS_PER_SECOND("ops"),
    SECONDS("s"),
    /// Seconds, written as days, hours and minutes.
    DURATION("dtdurations"),
    /// Milliseconds since the epoch, written as the time that has passed since.
    AGO("dateTimeFromNow"),
    CELSIUS("celsius"),
    VOLT("volt");

    final String id;

    Unit(String id) {
        this.id = id;
    }
}
