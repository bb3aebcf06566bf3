package dev.ingot.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Where a value begins to be a worry: Grafana's thresholds.
///
/// @param steps in rising order; the first one's `from` does not count, it begins at minus infinity
record Limits(List<Step> steps) {
    static final Limits NONE = new Limits(List.of(new Step(0, Color.BLUE)));

    record Step(double from, Color color) {}

    /// High is bad.
    static Limits rising(double orange, double red) {
        return new Limits(
                List.of(
                        new Step(0, Color.GREEN),
                        new Step(orange, Color.ORANGE),
                        new Step(red, Color.RED)));
    }

    /// Low is bad.
    static Limits falling(double orange, double green) {
        return new Limits(
                List.of(
                        new Step(0, Color.RED),
                        new Step(orange, Color.ORANGE),
                        new Step(green, Color.GREEN)));
    }

    /// Anything but 0 is bad.
    static Limits none() {
        return new Limits(List.of(new Step(0, Color.GREEN), new Step(1e-9, Color.RED)));
    }

    /// 1 is right, 0 is wrong.
    static Limits truth() {
        return new Limits(List.of(new Step(0, Color.RED), new Step(1, Color.GREEN)));
    }

    ObjectNode json() {
        ObjectNode thresholds = JsonNodeFactory.instance.objectNode().put("mode", "absolute");
        var list = thresholds.putArray("steps");
        for (int i = 0; i < steps.size(); i++) {
            ObjectNode step = list.addObject().put("color", steps.get(i).color.id());
            if (i == 0) {
                step.putNull("value");
            } else {
                step.put("value", steps.get(i).from);
            }
        }
        return thresholds;
    }
}
