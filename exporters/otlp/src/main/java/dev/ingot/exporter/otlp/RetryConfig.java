package dev.ingot.exporter.otlp;

import dev.ingot.config.Section;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// When and how long a request is sent again.
///
/// @param maxElapsed how long one request is tried; zero is for ever
/// @param statuses the HTTP statuses that are worth another try
record RetryConfig(
        boolean enabled,
        Duration initialInterval,
        double randomizationFactor,
        double multiplier,
        Duration maxInterval,
        Duration maxElapsed,
        Set<Integer> statuses) {
    private static final List<String> STATUSES = List.of("429", "502", "503", "504");

    static RetryConfig read(Section in) {
        var statuses = new LinkedHashSet<Integer>();
        var config =
                new RetryConfig(
                        in.flag("enabled", true, "Whether to send again what may work later."),
                        in.duration("initial_interval", "5s", "The wait before the second try."),
                        in.decimal(
                                "randomization_factor",
                                0.5,
                                0,
                                1,
                                "How far a wait may be off, as a part of it."),
                        in.decimal("multiplier", 1.5, 1, 100, "How much longer the next wait is."),
                        in.duration("max_interval", "30s", "The longest wait."),
                        in.duration(
                                "max_elapsed_time",
                                "0s",
                                "How long one request is tried; `0s` is for ever."),
                        statuses);
        for (String status :
                in.texts(
                        "retry_on_status",
                        STATUSES,
                        "HTTP statuses that are worth another try. Add `500` for Prometheus.")) {
            boolean known = status.matches("[45][0-9][0-9]");
            in.require(known, "retry_on_status", "must be statuses such as 429 and 503");
            if (known) {
                statuses.add(Integer.valueOf(status));
            }
        }
        in.require(
                config.initialInterval.compareTo(config.maxInterval) <= 0,
                "max_interval",
                "must be at least as long as `initial_interval`");
        return config;
    }
}
