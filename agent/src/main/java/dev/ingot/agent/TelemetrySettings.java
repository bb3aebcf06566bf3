package dev.ingot.agent;

import dev.ingot.config.Section;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/// `service.telemetry`: what the agent says about itself. The collector's names, its older
/// `address` too.
///
/// @param threshold the least important log line that is written
/// @param metrics where the agent's own metrics are served; empty where they are not
record TelemetrySettings(LogLines.Threshold threshold, Optional<InetSocketAddress> metrics) {
    private static final String DEFAULT_ADDRESS = "localhost:8888";

    private enum MetricsLevel {
        NONE,
        BASIC,
        NORMAL,
        DETAILED
    }

    private record Reader(String host, long port) {
        String address() {
            return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
        }
    }

    static TelemetrySettings read(Section in) {
        in.ignored("traces", "the agent makes no traces of its own");
        in.ignored("resource", "the agent's own metrics have no resource");
        return new TelemetrySettings(
                in.section("logs", "The agent's own log.", TelemetrySettings::logs),
                in.section("metrics", "The agent's own metrics.", TelemetrySettings::metrics));
    }

    private static LogLines.Threshold logs(Section in) {
        in.ignored("encoding", "lines are written in one form");
        in.ignored("output_paths", "lines go to standard error");
        in.ignored("error_output_paths", "lines go to standard error");
        in.ignored("sampling", "every line is written");
        in.ignored("initial_fields", "lines are written in one form");
        in.ignored("development", "lines are written in one form");
        return in.choice("level", LogLines.Threshold.INFO, "`debug`, `info`, `warn` or `error`.");
    }

    private static Optional<InetSocketAddress> metrics(Section in) {
        MetricsLevel level =
                in.choice(
                        "level",
                        MetricsLevel.NORMAL,
                        "`none` switches them off; the others are the same.");
        var readers =
                in.list(
                        "readers",
                        "Where they are served: `pull.exporter.prometheus`.",
                        TelemetrySettings::reader);
        String fallback =
                readers.stream()
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(Reader::address)
                        .orElse(DEFAULT_ADDRESS);
        InetSocketAddress address =
                in.address(
                        "address",
                        fallback,
                        "Where they are served, in the collector's older spelling.");
        return level == MetricsLevel.NONE ? Optional.empty() : Optional.of(address);
    }

    private static Optional<Reader> reader(Section in) {
        in.ignored("periodic", "the agent's own metrics are served, not pushed");
        return in.optional(
                "pull",
                "Served for scraping.",
                pull ->
                        pull.section(
                                "exporter",
                                "How.",
                                exporter ->
                                        exporter.section(
                                                "prometheus",
                                                "As Prometheus text.",
                                                TelemetrySettings::prometheus)));
    }

    private static Reader prometheus(Section in) {
        for (String option :
                new String[] {
                    "without_units",
                    "without_type_suffix",
                    "without_scope_info",
                    "with_resource_constant_labels"
                }) {
            in.ignored(option, "names and labels are the collector's defaults");
        }
        return new Reader(
                in.text("host", "localhost", "The host to listen on.").toLowerCase(Locale.ROOT),
                in.number("port", 8888, 0, 65535, "The port to listen on."));
    }
}
