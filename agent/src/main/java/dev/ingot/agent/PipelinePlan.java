package dev.ingot.agent;

import dev.ingot.record.Signal;
import java.util.List;

/// One entry of `service.pipelines`: what it carries, and the ids in it, all of which are
/// configured.
record PipelinePlan(
        String name,
        Signal.Type type,
        List<String> receivers,
        List<String> processors,
        List<String> exporters) {}
