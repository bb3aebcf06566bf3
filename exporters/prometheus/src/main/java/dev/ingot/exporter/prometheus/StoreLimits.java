package dev.ingot.exporter.prometheus;

import dev.ingot.config.Section;
import dev.ingot.record.Labels;
import java.time.Duration;

/// What a [Store] keeps, and for how long. 0 is no limit, but for the number of series.
///
/// @param expiration how long a series is kept after its last point came
/// @param labels of one series
/// @param nameLength of a label's name, in UTF-16 units
/// @param valueLength of a label's value, in UTF-16 units
record StoreLimits(Duration expiration, int series, int labels, int nameLength, int valueLength) {

    static StoreLimits read(Section in) {
        return new StoreLimits(
                in.duration(
                        "metric_expiration",
                        "5m",
                        "How long a series is served after its last point came; `0` is for ever. Must"
                                + " be longer than the longest interval of a source. A series that"
                                + " its source ended goes at once."),
                number(
                        in,
                        "max_series",
                        200_000,
                        1,
                        "Series held at most. The points of further ones are dropped and counted."),
                number(
                        in,
                        "label_limit",
                        0,
                        0,
                        "Labels of a series at most; `0` is any number. What has more is dropped and"
                                + " counted, where Prometheus would refuse the whole scrape."),
                number(
                        in,
                        "label_name_length_limit",
                        0,
                        0,
                        "Length of a label's name at most, as `label_limit`."),
                number(
                        in,
                        "label_value_length_limit",
                        0,
                        0,
                        "Length of a label's value at most, as `label_limit`."));
    }

    private static int number(Section in, String key, int fallback, int min, String help) {
        return (int) in.number(key, fallback, min, 10_000_000, help);
    }

    boolean allow(Labels own) {
        if (labels > 0 && own.size() > labels) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            boolean fits =
                    (nameLength == 0 || own.name(i).length() <= nameLength)
                            && (valueLength == 0 || own.value(i).length() <= valueLength);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
