package dev.ingot.config;

import dev.ingot.config.Parsed.Bad;
import dev.ingot.config.Parsed.Good;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The constants of an enumeration as words. Upper case is accepted, since levels are often written
/// in it.
record Choices<E extends Enum<E>>(Class<E> type) {
    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    String expected() {
        return "one of " + words().stream().map(Quote::of).collect(Collectors.joining(", "));
    }

    Parsed<E> parse(String text) {
        for (E choice : EnumSet.allOf(type)) {
            if (choice.name().equalsIgnoreCase(text)) {
                return new Good<>(choice);
            }
        }
        return new Bad<>("is not " + expected() + Suggestion.among(text, words()));
    }

    private List<String> words() {
        return EnumSet.allOf(type).stream().map(Choices::word).toList();
    }
}
