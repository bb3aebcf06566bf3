package dev.ingot.config;

import org.jspecify.annotations.Nullable;

/// What stands behind a key once `${…}` is filled in.
sealed interface Found {
    /// Nothing is set: no key, no value, or a variable that is not set.
    ///
    /// @param variable the variable without which there is nothing
    record Unset(@Nullable String variable) implements Found {}

    /// Something that cannot be used; the problem is noted.
    record Bad() implements Found {}

    /// A text for a scalar option.
    record Text(String text) implements Found {
        @Override
        public String toString() {
            return "a text";
        }
    }

    /// A tree for an option with options of its own.
    record Tree(Node node) implements Found {}
}
