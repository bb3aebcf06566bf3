package dev.ingot.config;

/// A text that is never printed: a password, a token, a key. Prints as `[REDACTED]`.
public final class Secret {
    /// What stands in the place of a secret wherever text is shown.
    public static final String REDACTED = "[REDACTED]";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /// The text itself. Hand it to the wire and nowhere else.
    public String reveal() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return REDACTED;
    }
}
