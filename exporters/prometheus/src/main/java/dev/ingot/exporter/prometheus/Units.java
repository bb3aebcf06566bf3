package dev.ingot.exporter.prometheus;

import java.util.Map;

/// The words that Prometheus has for units of UCUM
/// (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/).
final class Units {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("s", "seconds"),
                    Map.entry("ms", "milliseconds"),
                    Map.entry("us", "microseconds"),
                    Map.entry("ns", "nanoseconds"),
                    Map.entry("min", "minutes"),
                    Map.entry("h", "hours"),
                    Map.entry("d", "days"),
                    Map.entry("By", "bytes"),
                    Map.entry("KiBy", "kibibytes"),
                    Map.entry("MiBy", "mebibytes"),
                    Map.entry("GiBy", "gibibytes"),
                    Map.entry("Cel", "celsius"),
                    Map.entry("Hz", "hertz"),
                    Map.entry("V", "volts"),
                    Map.entry("A", "amperes"),
                    Map.entry("W", "watts"),
                    Map.entry("J", "joules"),
                    Map.entry("%", "percent"),
                    Map.entry("1", "ratio"));

    private Units() {}

    /// The word, or an empty text where there is none.
    static String word(String ucum) {
        return WORDS.getOrDefault(ucum, "");
    }
}
