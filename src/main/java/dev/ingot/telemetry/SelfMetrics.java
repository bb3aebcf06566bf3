package dev.ingot.telemetry;

import dev.ingot.record.Metric;
import dev.ingot.record.Signal;
import java.util.List;

/// Every metric that the agent reports about itself; the README table is made from [#ALL].
///
/// Where the OpenTelemetry Collector counts the same thing, the name is its name, `otelcol_…`, as
/// its own endpoint on port 8888 shows it: without `_total`. What only Ingot counts is called
/// `ingot_…`.
public final class SelfMetrics {
    public static final Metric ACCEPTED_POINTS =
            counter(
                    "otelcol_receiver_accepted_metric_points",
                    "Metric points that the pipeline took from a receiver.");
    public static final Metric ACCEPTED_LOGS =
            counter(
                    "otelcol_receiver_accepted_log_records",
                    "Log records that the pipeline took from a receiver.");
    public static final Metric REFUSED_POINTS =
            counter(
                    "otelcol_receiver_refused_metric_points",
                    "Metric points that the pipeline did not take.");
    public static final Metric REFUSED_LOGS =
            counter(
                    "otelcol_receiver_refused_log_records",
                    "Log records that the pipeline did not take.");
    public static final Metric REJECTED =
            counter(
                    "ingot_receiver_rejected_total",
                    "Items of input that could not be read, by reason.");
    public static final Metric LEFT_OUT =
            counter(
                    "ingot_receiver_left_out_total",
                    "Parts of input that could not be used while the rest was, by reason.");
    public static final Metric DROPPED =
            counter(
                    "ingot_receiver_dropped_total",
                    "Items of input that the configuration says to drop, by reason.");
    public static final Metric SOURCE_SAMPLES =
            counter(
                    "ingot_receiver_source_samples_total",
                    "Good samples by the address that sent them; `other` while a hundred others have"
                            + " names.");
    public static final Metric SOURCE_REJECTED =
            counter(
                    "ingot_receiver_source_rejected_total",
                    "Items of input that could not be read, by the address that sent them.");
    public static final Metric PAST_SOURCE_SAMPLES =
            counter(
                    "ingot_receiver_past_source_samples_total",
                    "Good samples of addresses that were silent and gave their name's place.");
    public static final Metric PAST_SOURCE_REJECTED =
            counter(
                    "ingot_receiver_past_source_rejected_total",
                    "Items of input that could not be read, of those addresses.");
    public static final Metric KNOWN_SERIES =
            gauge("ingot_receiver_known_series", "Series that a receiver knows.");
    public static final Metric CONNECTIONS =
            counter("ingot_receiver_connections_total", "Connections that a receiver accepted.");
    public static final Metric CONNECTIONS_ENDED =
            counter("ingot_receiver_connections_ended_total", "Connections that ended, by reason.");
    public static final Metric OPEN_CONNECTIONS =
            gauge("ingot_receiver_open_connections", "Connections open now.");
    public static final Metric DATAGRAMS =
            counter("ingot_receiver_datagrams_total", "Datagrams read.");
    public static final Metric KERNEL_DROPS =
            counter(
                    "ingot_receiver_kernel_drops_total",
                    "Datagrams that the kernel dropped before they were read.");

    public static final Metric SCRAPED_POINTS =
            counter("otelcol_scraper_scraped_metric_points", "Metric points that a scraper read.");
    public static final Metric ERRORED_POINTS =
            counter(
                    "otelcol_scraper_errored_metric_points",
                    "Metric points that a scraper could not read.");
    public static final Metric SCRAPE_ERRORS =
            counter("ingot_scraper_errors_total", "Rounds of a scraper that failed, by reason.");
    public static final Metric SCRAPE_SKIPPED =
            counter("ingot_scraper_skipped_rounds_total", "Rounds left out, by reason.");

    public static final Metric REDACTED =
            counter("ingot_processor_redacted_total", "Values that were hidden, by rule.");
    public static final Metric UNPARSED =
            counter(
                    "ingot_processor_unparsed_total",
                    "Records with text that could not be taken apart, by reason.");
    public static final Metric FILTERED_POINTS =
            counter(
                    "otelcol_processor_filter_datapoints_filtered",
                    "Metric points that a filter dropped.");
    public static final Metric FILTERED_LOGS =
            counter("otelcol_processor_filter_logs_filtered", "Log records that a filter dropped.");
    public static final Metric LIMITED_POINTS =
            counter(
                    "otelcol_processor_refused_metric_points",
                    "Metric points refused for lack of memory.");
    public static final Metric LIMITED_LOGS =
            counter(
                    "otelcol_processor_refused_log_records",
                    "Log records refused for lack of memory.");

    public static final Metric SENT_POINTS =
            counter("otelcol_exporter_sent_metric_points", "Metric points that the backend took.");
    public static final Metric SENT_LOGS =
            counter("otelcol_exporter_sent_log_records", "Log records that the backend took.");
    public static final Metric SEND_FAILED_POINTS =
            counter(
                    "otelcol_exporter_send_failed_metric_points",
                    "Metric points given up after sending, by reason.");
    public static final Metric SEND_FAILED_LOGS =
            counter(
                    "otelcol_exporter_send_failed_log_records",
                    "Log records given up after sending, by reason.");
    public static final Metric ENQUEUED =
            counter(
                    "ingot_exporter_enqueued_total",
                    "Records that the sending queue took; where it is on disk, a crash loses none of"
                            + " them.");
    public static final Metric ENQUEUE_FAILED_POINTS =
            counter(
                    "otelcol_exporter_enqueue_failed_metric_points",
                    "Metric points dropped before sending, by reason.");
    public static final Metric ENQUEUE_FAILED_LOGS =
            counter(
                    "otelcol_exporter_enqueue_failed_log_records",
                    "Log records dropped before sending, by reason.");
    public static final Metric QUEUE_SIZE =
            gauge("otelcol_exporter_queue_size", "Requests in the sending queue.");
    public static final Metric QUEUE_CAPACITY =
            gauge("otelcol_exporter_queue_capacity", "Size limit of the sending queue, in bytes.");
    public static final Metric QUEUE_BYTES =
            gauge("ingot_exporter_queue_bytes", "Size of the sending queue.");
    public static final Metric QUEUE_AGE =
            gauge(
                    "ingot_exporter_queue_oldest_age_seconds",
                    "Age of the oldest request in the sending queue.");
    public static final Metric IN_FLIGHT =
            gauge("otelcol_exporter_in_flight_requests", "Requests sent and not yet answered.");
    public static final Metric RETRIES =
            counter("ingot_exporter_retries_total", "Requests sent again, by reason.");
    public static final Metric REPAIRED =
            counter(
                    "ingot_exporter_repaired_characters_total",
                    "Characters that UTF-8 cannot hold, sent as U+FFFD.");
    public static final Metric SERIES =
            gauge("ingot_exporter_series", "Series that the exporter holds.");

    public static final Metric CUT_REQUESTS =
            counter(
                    "ingot_server_cut_requests_total",
                    "HTTP requests that lost their connection before the answer's end, by reason.");

    public static final Metric UPTIME =
            counter("otelcol_process_uptime", "Seconds since the agent started.");
    public static final Metric CPU_SECONDS =
            counter("otelcol_process_cpu_seconds", "CPU time of the process, in seconds.");
    public static final Metric RESIDENT =
            gauge("otelcol_process_memory_rss", "Resident memory of the process, in bytes.");
    public static final Metric HEAP =
            gauge("otelcol_process_runtime_heap_alloc_bytes", "Java heap in use.");

    public static final List<Metric> ALL =
            List.of(
                    ACCEPTED_POINTS,
                    ACCEPTED_LOGS,
                    REFUSED_POINTS,
                    REFUSED_LOGS,
                    REJECTED,
                    LEFT_OUT,
                    DROPPED,
                    SOURCE_SAMPLES,
                    SOURCE_REJECTED,
                    PAST_SOURCE_SAMPLES,
                    PAST_SOURCE_REJECTED,
                    KNOWN_SERIES,
                    CONNECTIONS,
                    CONNECTIONS_ENDED,
                    OPEN_CONNECTIONS,
                    DATAGRAMS,
                    KERNEL_DROPS,
                    SCRAPED_POINTS,
                    ERRORED_POINTS,
                    SCRAPE_ERRORS,
                    SCRAPE_SKIPPED,
                    REDACTED,
                    UNPARSED,
                    FILTERED_POINTS,
                    FILTERED_LOGS,
                    LIMITED_POINTS,
                    LIMITED_LOGS,
                    SENT_POINTS,
                    SENT_LOGS,
                    SEND_FAILED_POINTS,
                    SEND_FAILED_LOGS,
                    ENQUEUED,
                    ENQUEUE_FAILED_POINTS,
                    ENQUEUE_FAILED_LOGS,
                    QUEUE_SIZE,
                    QUEUE_CAPACITY,
                    QUEUE_BYTES,
                    QUEUE_AGE,
                    IN_FLIGHT,
                    RETRIES,
                    REPAIRED,
                    SERIES,
                    CUT_REQUESTS,
                    UPTIME,
                    CPU_SECONDS,
                    RESIDENT,
                    HEAP);

    private SelfMetrics() {}

    public static Metric accepted(Signal.Type type) {
        return type == Signal.Type.METRICS ? ACCEPTED_POINTS : ACCEPTED_LOGS;
    }

    public static Metric refused(Signal.Type type) {
        return type == Signal.Type.METRICS ? REFUSED_POINTS : REFUSED_LOGS;
    }

    public static Metric sent(Signal.Type type) {
        return type == Signal.Type.METRICS ? SENT_POINTS : SENT_LOGS;
    }

    public static Metric sendFailed(Signal.Type type) {
        return type == Signal.Type.METRICS ? SEND_FAILED_POINTS : SEND_FAILED_LOGS;
    }

    public static Metric enqueueFailed(Signal.Type type) {
        return type == Signal.Type.METRICS ? ENQUEUE_FAILED_POINTS : ENQUEUE_FAILED_LOGS;
    }

    private static Metric counter(String name, String help) {
        return Metric.counter(name, "", help);
    }

    private static Metric gauge(String name, String help) {
        return Metric.gauge(name, "", help);
    }
}
