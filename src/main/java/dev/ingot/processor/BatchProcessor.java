package dev.ingot.processor;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Processor;
import dev.ingot.component.Sink;
import dev.ingot.config.Section;
import dev.ingot.record.Signal;
import java.util.List;
import java.util.Set;

/// The collector's batch processor, which has nothing to do here: exporters batch by themselves.
/// Holding records back before them would break back-pressure. It is here so that a collector's
/// configuration works as it is.
public final class BatchProcessor implements Processor {
    public static final ComponentType<List<String>, Processor> TYPE =
            new ComponentType<>(
                    "batch",
                    List.of(),
                    "Accepted and without effect: exporters batch by themselves.",
                    Set.of(Signal.Type.METRICS, Signal.Type.LOGS),
                    BatchProcessor::read,
                    (_, _) -> new BatchProcessor());

    private static final List<String> OPTIONS =
            List.of(
                    "timeout",
                    "send_batch_size",
                    "send_batch_max_size",
                    "metadata_keys",
                    "metadata_cardinality_limit");

    private BatchProcessor() {}

    private static List<String> read(Section in) {
        OPTIONS.forEach(key -> in.ignored(key, "exporters batch by themselves"));
        return OPTIONS;
    }

    @Override
    public Sink before(Sink next) {
        return next;
    }
}
