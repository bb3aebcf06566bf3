package dev.ingot.receiver.graphite;

import java.util.List;

/// What a mapping rule does to values.
///
/// @param dropIf values, as sent, that are no measurement, such as the 0 of a dead sensor
/// @param abs whether the sign goes: netdata sends what leaves a machine as negative
/// @param scale what the value is multiplied with
record Adjustment(List<Double> dropIf, boolean abs, double scale) {
    static final Adjustment NONE = new Adjustment(List.of(), false, 1);

    boolean drops(double value) {
        // By index: an iterator would be made for every sample.
        for (int i = 0; i < dropIf.size(); i++) {
            if (value == dropIf.get(i)) {
                return true;
            }
        }
        return false;
    }

    /// Whether [#apply] can answer anything but the value itself.
    boolean changes() {
        return abs || scale != 1;
    }

    double apply(double value) {
        return (abs ? Math.abs(value) : value) * scale;
    }
}
