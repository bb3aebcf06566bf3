package dev.ingot.agent;

import java.util.Collection;
import java.util.stream.Collectors;

/// Lines for people.
final class Text {
    private Text() {}

    /// One line for each.
    static String lines(Collection<?> items) {
        return items.stream().map(item -> item + "\n").collect(Collectors.joining());
    }
}
