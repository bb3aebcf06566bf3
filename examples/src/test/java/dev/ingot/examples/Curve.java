package dev.ingot.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A line of a panel, as Prometheus answered.
///
/// @param points values by seconds since the epoch
record Curve(String legend, SortedMap<Long, Double> points) {
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    /// The largest lines of a panel, below zero where the panel draws them downwards.
    static List<Curve> of(PanelJson panel, Answers answers, Choices choices, int seconds, int most)
            throws IOException {
        List<Curve> curves = new ArrayList<>();
        for (JsonNode target : panel.targets().toList()) {
            String asked = choices.in(target.path("expr").asText());
            for (JsonNode series : answers.range(asked, seconds)) {
                Curve curve = of(target.path("legendFormat").asText(), series, panel.json());
                if (!curve.points.isEmpty()) {
                    curves.add(curve);
                }
            }
        }
        curves.sort(Comparator.comparingDouble(Curve::size).reversed());
        return curves.subList(0, Math.min(most, curves.size()));
    }

    private static Curve of(String format, JsonNode series, JsonNode panel) {
        String legend =
                LABEL.matcher(format)
                        .replaceAll(label -> series.path("metric").path(label.group(1)).asText())
                        .strip();
        int sign = downwards(legend, panel) ? -1 : 1;
        var points = new TreeMap<Long, Double>();
        for (JsonNode point : series.path("values")) {
            double value = Double.parseDouble(point.path(1).asText());
            if (Double.isFinite(value)) {
                points.put(point.path(0).asLong(), sign * value);
            }
        }
        return new Curve(legend, points);
    }

    private static boolean downwards(String legend, JsonNode panel) {
        return panel.path("fieldConfig")
                .path("overrides")
                .valueStream()
                .filter(override -> override.toString().contains("negative-Y"))
                .map(override -> override.path("matcher").path("options").asText().replace("/", ""))
                .anyMatch(expression -> Pattern.compile(expression).matcher(legend).find());
    }

    private double size() {
        return Math.abs(points.lastEntry().getValue());
    }

    /// A value with few digits, in Grafana's unit.
    static String written(double value, String unit) {
        return switch (unit) {
            case "percentunit" -> number(100 * value) + " %";
            case "bytes" -> scaled(value, 1024, " KMGT", "iB");
            case "bps" -> scaled(value, 1000, " kMGT", "b/s");
            case "cps" -> number(value) + "/s";
            default -> number(value);
        };
    }

    private static String scaled(double value, int step, String prefixes, String unit) {
        int power = 0;
        double rest = value;
        while (Math.abs(rest) >= step && power < prefixes.length() - 1) {
            rest /= step;
            power++;
        }
        String prefix = prefixes.substring(power, power + 1).strip();
        return number(rest) + " " + (prefix.isEmpty() ? unit.replace("iB", "B") : prefix + unit);
    }

    private static String number(double value) {
        String digits = Math.abs(value) >= 10 || value == 0 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, digits, value);
    }
}
