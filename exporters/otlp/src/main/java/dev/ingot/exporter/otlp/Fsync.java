package dev.ingot.exporter.otlp;

import dev.ingot.config.Section;
import java.util.Locale;

/// When a queue on disk makes sure that the disk has what was written. The crash of the agent loses
/// nothing whatever is chosen; the crash of the machine loses what was not synced.
enum Fsync {
    /// Before a request counts as stored.
    ALWAYS,
    /// Every second.
    INTERVAL,
    /// When the kernel does.
    NEVER;

    /// The Collector's `true` is always; its `false` is every second, which costs next to nothing.
    static Fsync read(Section in) {
        String text =
                in.text(
                        "fsync",
                        "interval",
                        "When the disk is made to write: `always` before a request counts as"
                                + " stored, `interval` every second, `never`. `true` is `always`,"
                                + " `false` is `interval`.");
        switch (text.toLowerCase(Locale.ROOT)) {
            case "always", "true" -> {
                return ALWAYS;
            }
            case "never" -> {
                return NEVER;
            }
            default ->
                    in.require(
                            text.equals("interval") || text.equals("false"),
                            "fsync",
                            "must be `always`, `interval` or `never`");
        }
        return INTERVAL;
    }
}
