package dev.ingot.processor;

import dev.ingot.record.Metric;
import dev.ingot.telemetry.Tally;
import java.util.HashMap;
import java.util.Map;

/// What a processor did to one signal, to be counted when the signal was accepted: a source that
/// offers it again would otherwise be counted twice. For one thread.
final class Tallied {
    private final Tally tally;
    private final Map<What, Long> sums = new HashMap<>();

    private record What(Metric metric, String label, String value) {}

    Tallied(Tally tally) {
        this.tally = tally;
    }

    void add(Metric metric, long more) {
        add(metric, "", "", more);
    }

    void add(Metric metric, String label, String value, long more) {
        sums.merge(new What(metric, label, value), more, Long::sum);
    }

    void count() {
        sums.forEach((what, sum) -> {
            boolean plain = what.label().isEmpty();
            Tally labelled = plain ? tally : tally.with(what.label(), what.value());
            labelled.add(what.metric(), sum);
        });
    }
}
