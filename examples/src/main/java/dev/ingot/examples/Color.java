package dev.ingot.examples;

/// How good a value is, in Grafana's named colours.
enum Color {
    GREEN,
    YELLOW,
    ORANGE,
    RED,
    BLUE,
    TEXT;

    String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
