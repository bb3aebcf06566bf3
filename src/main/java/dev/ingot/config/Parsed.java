package dev.ingot.config;

import java.util.Optional;

/// What became of a text: a value, or why it is none.
sealed interface Parsed<T> {
    record Good<T>(T value) implements Parsed<T> {}

    /// @param what the problem, to be read after the text itself: "is not a duration such as 30s"
    record Bad<T>(String what) implements Parsed<T> {}

    /// The value of a text that the program itself wrote.
    default T orThrow() {
        return switch (this) {
            case Good<T> good -> good.value();
            case Bad<T> bad -> throw new IllegalArgumentException("a fallback " + bad.what());
        };
    }

    /// The same for an option that may stay unset.
    static <T> Parsed<Optional<T>> optional(Parsed<T> parsed) {
        return switch (parsed) {
            case Good<T> good -> new Good<>(Optional.of(good.value()));
            case Bad<T> bad -> new Bad<>(bad.what());
        };
    }
}
