package dev.ingot.agent;

import dev.ingot.agent.Homelab.Port;
import dev.ingot.exporter.prometheus.Parsed;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Everything that the bridges of a [Homelab] served at one time, every series once.
///
/// @param samples by `name{label=value, …}`
record Pulled(Map<String, Parsed.Sample> samples) {
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    /// As [#from], as soon as every target has been read: each gives a thousand series or so.
    static Pulled whole(Homelab lab) {
        var whole = new AtomicReference<>(new Pulled(Map.of()));
        Await.until(
                "5,000 series",
                DEADLINE,
                () -> {
                    Pulled now = from(lab);
                    whole.set(now);
                    return now.samples.size() > 5000;
                });
        return Objects.requireNonNull(whole.get());
    }

    /// Scrapes the ports that tell the times of points.
    static Pulled from(Homelab lab) throws IOException {
        var samples = new TreeMap<String, Parsed.Sample>();
        for (Port port : List.of(Port.TIMED, Port.OTHERS)) {
            for (Parsed.Sample sample : Parsed.text(lab.metrics(port)).samples.values()) {
                var labels = new TreeMap<>(sample.labels());
                // To a scraper an empty label is none.
                labels.values().removeIf(String::isEmpty);
                samples.put(sample.name() + labels, sample);
            }
        }
        return new Pulled(samples);
    }

    /// The samples that a backend does not have: no such series, no point at that time, or another
    /// value.
    ///
    /// @param histories by series, the value at every millisecond
    /// @param tolerance how far a value may be off, as a part of the greatest that its series ever
    ///   had; 0 for not at all
    List<String> missingFrom(Map<String, Map<Long, Double>> histories, double tolerance) {
        var missing = new ArrayList<String>();
        samples.forEach((series, sample) -> {
            Map<Long, Double> history = histories.getOrDefault(series, Map.of());
            Double pushed = history.get(Long.parseLong(sample.timestamp()));
            if (pushed == null || !isClose(pushed, sample.number(), tolerance, history)) {
                missing.add(
                        series + " " + sample.value() + " " + sample.timestamp() + ": " + pushed);
            }
        });
        return missing;
    }

    private static boolean isClose(
            double one, double other, double tolerance, Map<Long, Double> history) {
        return one == other
                || (tolerance > 0 && Math.abs(one - other) <= tolerance * greatest(history));
    }

    /// A 64-bit counter that wraps has a value of 1.8e19 and one of 1,000 side by side.
    private static double greatest(Map<Long, Double> history) {
        return history.values().stream()
                .mapToDouble(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }
}
