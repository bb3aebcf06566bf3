package dev.ingot.examples;

/// The agent itself, by what it says on its own port.
final class IngotItself {
    private static final String OF = "{instance=~\"$instance\"}";

    private static final String LOSSES =
            "otelcol_exporter_(enqueue|send)_failed_(metric_points|log_records)";

    private IngotItself() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        "ingot-agent",
                        "Ingot itself",
                        "What comes in, what goes out, and what was lost on the way and why. From the agent's"
                                + " own metrics on port 8888.")
                .many("instance", "Agent", "otelcol_process_uptime", "instance")
                .row("Overview", overview())
                .row("In", in())
                .row("Out", out())
                .row("Lost or held up", lost())
                .row("The process", process());
    }

    private static String rate(String labels, String counter) {
        return "sum by (%s) (rate(%s%s[$__rate_interval]))".formatted(labels, counter, OF);
    }

    /// How many in the interval before each point. Neither `rate` nor `increase` sees the value
    /// that a series begins with, and a counter of losses appears with its first loss: what was not
    /// there at the beginning of the interval counts whole.
    private static String more(String labels, String counter) {
        String series = counter + OF;
        return "sum by (%1$s) ((%2$s unless %2$s offset $__rate_interval) or increase(%2$s[$__rate_interval]))"
                .formatted(labels, series);
    }

    private static Panel[] overview() {
        return new Panel[] {
            Panel.stat("Uptime", "Since the agent started.")
                    .query(
                            "max by (instance) (otelcol_process_uptime%s)".formatted(OF),
                            "{{instance}}")
                    .size(3, 4)
                    .unit(Unit.DURATION),
            Panel.stat("Points in", "Metric points that receivers took.")
                    .query(
                            rate("instance", "otelcol_receiver_accepted_metric_points")
                                    + " + "
                                    + rate("instance", "otelcol_scraper_scraped_metric_points"),
                            "{{instance}}")
                    .unit(Unit.PER_SECOND),
            Panel.stat("Log records in", "Log records that receivers took.")
                    .query(
                            rate("instance", "otelcol_receiver_accepted_log_records"),
                            "{{instance}}")
                    .unit(Unit.PER_SECOND),
            Panel.stat("Fullest queue", "Share of its limit.")
                    .query(
                            "max by (instance) (ingot_exporter_queue_bytes%s / otelcol_exporter_queue_capacity%s)"
                                    .formatted(OF, OF),
                            "{{instance}}")
                    .size(3, 4)
                    .unit(Unit.RATIO)
                    .limits(Limits.rising(0.5, 0.8)),
            Panel.stat(
                            "Lost",
                            "Points and log records that exporters dropped or gave up since the agent"
                                    + " started.")
                    .query(
                            "sum by (instance) ({__name__=~\"%s\", %s) or 0 * max by (instance) (otelcol_process_uptime%s)"
                                    .formatted(LOSSES, OF.substring(1), OF),
                            "{{instance}}")
                    .unit(Unit.SHORT)
                    .limits(Limits.none()),
            Panel.stat("Series served", "Series on the Prometheus bridge.")
                    .query(
                            "sum by (instance) (ingot_exporter_series%s)".formatted(OF),
                            "{{instance}}")
                    .size(3, 4)
                    .unit(Unit.SHORT),
            Panel.stat("Memory", "Resident memory.")
                    .query(
                            "max by (instance) (otelcol_process_memory_rss%s)".formatted(OF),
                            "{{instance}}")
                    .size(3, 4)
                    .unit(Unit.BYTES)
        };
    }

    private static Panel[] in() {
        return new Panel[] {
            Panel.lines("Metric points in", "By receiver: what was pushed here.")
                    .query(
                            rate("instance, receiver", "otelcol_receiver_accepted_metric_points"),
                            "{{instance}} {{receiver}}")
                    .unit(Unit.PER_SECOND)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("Metric points scraped", "By receiver: what was asked for.")
                    .query(
                            rate("instance, receiver", "otelcol_scraper_scraped_metric_points"),
                            "{{instance}} {{receiver}}")
                    .unit(Unit.PER_SECOND)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("Log records in", "By receiver.")
                    .query(
                            rate("instance, receiver", "otelcol_receiver_accepted_log_records"),
                            "{{instance}} {{receiver}}")
                    .unit(Unit.PER_SECOND)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("Connections", "Open now, by receiver.")
                    .query(
                            "sum by (instance, receiver) (ingot_receiver_open_connections%s)"
                                    .formatted(OF),
                            "{{instance}} {{receiver}}")
                    .unit(Unit.SHORT)
                    .fromZero(),
            Panel.lines("Datagrams", "Read, by receiver.")
                    .query(
                            rate("instance, receiver", "ingot_receiver_datagrams_total"),
                            "{{instance}} {{receiver}}")
                    .unit(Unit.PER_SECOND)
                    .fromZero()
        };
    }

    private static Panel[] out() {
        return new Panel[] {
            Panel.lines("Sent", "What backends took, by exporter.")
                    .query(
                            rate("instance, exporter", "otelcol_exporter_sent_metric_points"),
                            "{{instance}} {{exporter}} points")
                    .query(
                            rate("instance, exporter", "otelcol_exporter_sent_log_records"),
                            "{{instance}} {{exporter}} records")
                    .unit(Unit.PER_SECOND)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("Queues", "How full each is.")
                    .query(
                            "ingot_exporter_queue_bytes%s / otelcol_exporter_queue_capacity%s"
                                    .formatted(OF, OF),
                            "{{instance}} {{exporter}}")
                    .unit(Unit.RATIO)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("Oldest request", "How long the oldest request has been waiting.")
                    .query(
                            "ingot_exporter_queue_oldest_age_seconds" + OF,
                            "{{instance}} {{exporter}}")
                    .unit(Unit.SECONDS)
                    .fromZero()
                    .size(8, 8)
        };
    }

    private static Panel[] lost() {
        return new Panel[] {
            Panel.lines(
                            "Given up",
                            "What a backend did not take, and what the queue had no room for, by reason:"
                                    + " how many in the interval before each point.")
                    .query(
                            more(
                                    "instance, exporter, reason",
                                    "otelcol_exporter_send_failed_metric_points"),
                            "{{instance}} {{exporter}} points: {{reason}}")
                    .query(
                            more(
                                    "instance, exporter, reason",
                                    "otelcol_exporter_send_failed_log_records"),
                            "{{instance}} {{exporter}} records: {{reason}}")
                    .query(
                            more(
                                    "instance, exporter, reason",
                                    "otelcol_exporter_enqueue_failed_metric_points"),
                            "{{instance}} {{exporter}} points: {{reason}}")
                    .query(
                            more(
                                    "instance, exporter, reason",
                                    "otelcol_exporter_enqueue_failed_log_records"),
                            "{{instance}} {{exporter}} records: {{reason}}")
                    .unit(Unit.SHORT)
                    .fromZero(),
            Panel.lines(
                            "Sent again",
                            "Requests that a backend did not take the first time, by reason, in the"
                                    + " interval before each point.")
                    .query(
                            more("instance, exporter, reason", "ingot_exporter_retries_total"),
                            "{{instance}} {{exporter}}: {{reason}}")
                    .unit(Unit.SHORT)
                    .fromZero(),
            Panel.lines(
                            "Input not understood",
                            "By receiver and reason: how many in the interval before each point.")
                    .query(
                            more("instance, receiver, reason", "ingot_receiver_rejected_total"),
                            "{{instance}} {{receiver}}: {{reason}}")
                    .unit(Unit.SHORT)
                    .fromZero()
                    .size(8, 8),
            Panel.lines(
                            "Sources that could not be read",
                            "Rounds that failed in the interval before each point, by receiver and reason.")
                    .query(
                            more("instance, receiver, reason", "ingot_scraper_errors_total"),
                            "{{instance}} {{receiver}}: {{reason}}")
                    .unit(Unit.SHORT)
                    .fromZero()
                    .size(8, 8),
            Panel.lines(
                            "Datagrams dropped",
                            "By the kernel, before they were read: how many in the interval before each"
                                    + " point.")
                    .query(
                            more("instance, receiver", "ingot_receiver_kernel_drops_total"),
                            "{{instance}} {{receiver}}")
                    .unit(Unit.SHORT)
                    .fromZero()
                    .size(8, 8)
        };
    }

    private static Panel[] process() {
        return new Panel[] {
            Panel.lines("CPU", "Cores in use.")
                    .query(rate("instance", "otelcol_process_cpu_seconds"), "{{instance}}")
                    .unit(Unit.SHORT)
                    .fromZero(),
            Panel.lines("Memory", "Of the process, and the Java heap in it.")
                    .query("otelcol_process_memory_rss" + OF, "{{instance}} resident")
                    .query("otelcol_process_runtime_heap_alloc_bytes" + OF, "{{instance}} heap")
                    .unit(Unit.BYTES)
                    .fromZero()
        };
    }
}
