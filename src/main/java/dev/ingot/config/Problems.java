package dev.ingot.config;

import dev.ingot.config.Problem.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that is wrong with a configuration, gathered so that it can be said at once. For one
/// thread.
public final class Problems {
    /// More than anybody reads; what comes after is only counted.
    static final int MAX_PROBLEMS = 1000;

    private final Set<Problem> problems = new LinkedHashSet<>();
    private int more;
    private boolean errors;

    /// Notes what keeps the configuration from being used.
    public void error(Place place, String path, String what) {
        errors = true;
        note(new Problem(Severity.ERROR, place, path, what));
    }

    /// Notes what works but is probably not meant.
    public void warning(Place place, String path, String what) {
        note(new Problem(Severity.WARNING, place, path, what));
    }

    private void note(Problem problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        } else if (!problems.contains(problem)) {
            more++;
        }
    }

    public boolean hasErrors() {
        return errors;
    }

    /// What keeps the configuration from being used, by file and line.
    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).sorted().toList();
    }

    /// What is probably not meant, by file and line.
    public List<Problem> warnings() {
        return problems.stream().filter(problem -> !problem.isError()).sorted().toList();
    }

    /// One line for each, by file and line; empty when there are none.
    @Override
    public String toString() {
        String lines =
                problems.stream()
                        .sorted()
                        .map(problem -> problem + "\n")
                        .collect(Collectors.joining());
        return more == 0 ? lines : lines + "and " + more + " more\n";
    }
}
