package dev.ingot.exporter.prometheus;

import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import java.util.Collection;
import java.util.TreeMap;

/// The sources behind the series, as Prometheus's `http_sd` wants to hear of them
/// (https://prometheus.io/docs/prometheus/latest/http_sd/), and the choice of one.
final class Targets {
    private Targets() {}

    /// Whether a series comes from a target: named by its instance, with or without the port.
    static boolean isFrom(Series series, String target) {
        String label = series.flat().value("instance");
        return isCalled(series.origin().instance(), target)
                || (label != null && isCalled(label, target));
    }

    static boolean isCalled(String instance, String target) {
        return !target.isEmpty()
                && (instance.equals(target)
                        || (instance.startsWith(target)
                                && instance.charAt(target.length()) == ':'
                                && instance.lastIndexOf(':') == target.length()));
    }

    /// A target for every instance, each scraped at this listener.
    ///
    /// @param host where the listener is reached, such as `nas:9221`
    /// @param path that serves metrics
    static String json(Collection<Origin> origins, String host, String path, String scheme) {
        var jobs = new TreeMap<String, String>();
        for (Origin origin : origins) {
            if (!origin.instance().isEmpty()) {
                jobs.putIfAbsent(origin.instance(), origin.job());
            }
        }
        var json = new StringBuilder("[");
        jobs.forEach((instance, job) -> {
            json.append(json.length() > 1 ? ",\n " : "\n ").append("{\"targets\": [");
            quote(json, host).append("], \"labels\": {\"__scheme__\": ");
            quote(json, scheme).append(", \"__metrics_path__\": ");
            quote(json, path).append(", \"__param_target\": ");
            quote(json, instance).append(", \"instance\": ");
            quote(json, instance);
            if (!job.isEmpty()) {
                quote(json.append(", \"job\": "), job);
            }
            json.append("}}");
        });
        return json.append(jobs.isEmpty() ? "]\n" : "\n]\n").toString();
    }

    private static StringBuilder quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }
}
