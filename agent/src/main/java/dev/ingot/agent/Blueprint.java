package dev.ingot.agent;

import dev.ingot.component.ComponentType.Configured;
import dev.ingot.component.Exporter;
import dev.ingot.component.Extension;
import dev.ingot.component.Processor;
import dev.ingot.component.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A configuration that was read as a whole and found good: what to make, and how it hangs
/// together.
///
/// The maps go from ids to what is configured, in the user's order, without what no pipeline uses.
record Blueprint(
        Map<String, Configured<Receiver>> receivers,
        Map<String, Configured<Processor>> processors,
        Map<String, Configured<Exporter>> exporters,
        Map<String, Configured<Extension>> extensions,
        List<PipelinePlan> pipelines,
        TelemetrySettings telemetry,
        Duration shutdownTimeout) {}
