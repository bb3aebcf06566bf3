package dev.ingot.config;

import java.util.Comparator;

/// Something a user has to know about the configuration.
///
/// @param severity whether the configuration can be used all the same
/// @param path the option, such as `receivers.graphite.endpoint`; empty for a file as a whole
/// @param what what is wrong and what was expected, in one line; never holds a secret
public record Problem(Severity severity, Place place, String path, String what)
        implements Comparable<Problem> {
    /// How bad it is.
    public enum Severity {
        /// Nothing starts.
        ERROR,
        /// It works, but probably not as meant.
        WARNING
    }

    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::place).thenComparing(Problem::severity);

    public Problem {
        path = Quote.line(path);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /// `file:line:column: path: what`. A place that is the path, as `--set a.b` is, does not repeat
    /// it.
    @Override
    public String toString() {
        boolean repeated = path.isEmpty() || place.source().equals(Overrides.SOURCE + path);
        return Quote.line(place.toString())
                + ": "
                + (isError() ? "" : "warning: ")
                + (repeated ? "" : path + ": ")
                + what;
    }
}
