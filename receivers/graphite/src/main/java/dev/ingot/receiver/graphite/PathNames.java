package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import java.util.HashMap;
import java.util.Map;

/// Turns a path and its tags into a series, once for every new path. The caller sees to it that
/// only one thread does so at a time.
///
/// The rule is graphite_exporter's: whatever cannot stand in a metric's name becomes `_`, and tags
/// become labels. Where that would leave a name that Prometheus refuses, a character is put in
/// front.
final class PathNames {
    private final Origin origin;

    PathNames(Origin origin) {
        this.origin = origin;
    }

    KnownPath resolve(byte[] path, long hash) {
        String[] parts = withoutMark(new String(path, UTF_8)).split(";", -1);
        if (parts[0].isEmpty()) {
            return KnownPath.rejected(path, hash, Rejection.PATH);
        }
        Map<String, String> labels = new HashMap<>();
        int leftOut = 0;
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                labels.put(
                        labelName(parts[i].substring(0, equals)), parts[i].substring(equals + 1));
            } else {
                leftOut++;
            }
        }
        String name = metricName(parts[0]);
        Metric metric = Metric.gauge(name, "", "Graphite metric " + name);
        return KnownPath.of(path, hash, Series.of(origin, metric, Labels.of(labels)), leftOut);
    }

    private static String withoutMark(String path) {
        return path.startsWith("\uFEFF") ? path.substring(1) : path;
    }

    static String metricName(String path) {
        String name = replaced(path, true);
        return isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /// A label's name. `__` in front is Prometheus's own, and OTLP gateways put `key_` before what
    /// they cannot take; so that is what stands before both here.
    static String labelName(String tag) {
        String name = replaced(tag, false);
        return isDigit(name.charAt(0)) || name.startsWith("__") ? "key_" + name : name;
    }

    private static String replaced(String text, boolean colons) {
        var name = new StringBuilder(text.length() + 1);
        text.codePoints()
                .forEach(c -> {
                    boolean allowed =
                            (c >= 'a' && c <= 'z')
                                    || (c >= 'A' && c <= 'Z')
                                    || isDigit(c)
                                    || (colons && c == ':');
                    name.append(allowed ? (char) c : '_');
                });
        return name.toString();
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
