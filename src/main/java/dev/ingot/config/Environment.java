package dev.ingot.config;

import org.jspecify.annotations.Nullable;

/// The environment variables that a configuration may refer to; `System::getenv` outside of tests.
@FunctionalInterface
public interface Environment {
    /// The value of a variable, or null where it is not set. An empty value is a value.
    @Nullable String variable(String name);
}
