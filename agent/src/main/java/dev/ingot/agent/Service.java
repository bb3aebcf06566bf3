package dev.ingot.agent;

import dev.ingot.component.Claim;
import dev.ingot.component.Component;
import dev.ingot.component.ComponentType.Configured;
import dev.ingot.component.Context;
import dev.ingot.component.Exporter;
import dev.ingot.component.Extension;
import dev.ingot.component.Receiver;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.pipeline.FanOut;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Telemetry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The components of one blueprint, put together: started and closed as one.
///
/// Of the time to stop, a quarter is for the receivers and the rest for the exporters' queues.
final class Service implements AutoCloseable {
    private static final Logger LOG = System.getLogger("ingot");

    private final Blueprint blueprint;
    private final Telemetry telemetry = new Telemetry();
    private final Map<String, Exporter> exporters = new LinkedHashMap<>();
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();
    private final Map<String, Extension> extensions = new LinkedHashMap<>();
    private final SelfTelemetry selfTelemetry;

    Service(Blueprint blueprint) {
        this.blueprint = blueprint;
        Duration closing = blueprint.shutdownTimeout();
        blueprint
                .exporters()
                .forEach((id, configured) ->
                        exporters.put(
                                id,
                                configured.make(
                                        context(
                                                "exporter",
                                                id,
                                                closing.multipliedBy(3).dividedBy(4)))));
        Map<String, Map<Signal.Type, List<Sink>>> sinks = new HashMap<>();
        for (PipelinePlan plan : blueprint.pipelines()) {
            Sink entry = entry(plan);
            for (String id : plan.receivers()) {
                sinks.computeIfAbsent(id, _ -> new EnumMap<>(Signal.Type.class))
                        .computeIfAbsent(plan.type(), _ -> new ArrayList<>())
                        .add(entry);
            }
        }
        blueprint
                .receivers()
                .forEach((id, configured) -> {
                    Sink sink = byType(id, sinks.getOrDefault(id, Map.of()));
                    receivers.put(
                            id,
                            configured.make(context("receiver", id, sink, closing.dividedBy(4))));
                });
        blueprint
                .extensions()
                .forEach((id, configured) ->
                        extensions.put(
                                id,
                                configured.make(context("extension", id, closing.dividedBy(4)))));
        selfTelemetry = new SelfTelemetry(telemetry, blueprint.telemetry());
    }

    private Context context(String kind, String id, Duration closing) {
        return context(kind, id, (_, _) -> new Verdict.Refused(id + " hands nothing on"), closing);
    }

    private Context context(String kind, String id, Sink sink, Duration closing) {
        var found = Collections.unmodifiableMap(extensions);
        return new Context(
                id, sink, InstantSource.system(), telemetry.tally(kind, id), closing, found);
    }

    /// What the receivers of a pipeline see: its processors in order, then all its exporters. A
    /// processor in two pipelines is two, as in the collector.
    private Sink entry(PipelinePlan plan) {
        Sink sink = FanOut.to(plan.exporters().stream().map(exporters::get).toList());
        for (String id : plan.processors().reversed()) {
            var configured = Objects.requireNonNull(blueprint.processors().get(id), id);
            sink = configured.make(context("processor", id, Duration.ZERO)).before(sink);
        }
        return sink;
    }

    /// A receiver may bring points and log records; each goes to the pipelines that are for it.
    /// What has none is dropped, which is what the configuration says, and counted.
    private Sink byType(String receiver, Map<Signal.Type, List<Sink>> pipelines) {
        Map<Signal.Type, Sink> sinks = new EnumMap<>(Signal.Type.class);
        pipelines.forEach((type, entries) -> sinks.put(type, FanOut.to(entries)));
        Counter dropped =
                telemetry
                        .tally("receiver", receiver)
                        .with("reason", "no_pipeline")
                        .counter(SelfMetrics.DROPPED);
        return (signal, whenFull) -> {
            Sink sink = sinks.get(signal.type());
            if (sink == null) {
                dropped.add(signal.size());
                return Verdict.ACCEPTED;
            }
            return sink.accept(signal, whenFull);
        };
    }

    /// Starts everything, what takes records before what brings them.
    ///
    /// @throws IOException where a component cannot start, in its own words; everything is closed
    ///   again
    void start() throws IOException {
        try {
            start(extensions);
            start(exporters);
            start(receivers);
            selfTelemetry.start();
        } catch (IOException | RuntimeException notStarted) {
            close();
            throw notStarted;
        }
        extensions.values().forEach(extension -> extension.ready(true));
        say(blueprint.receivers());
        say(blueprint.exporters());
        say(blueprint.extensions());
        blueprint
                .telemetry()
                .metrics()
                .ifPresent(
                        address -> LOG.log(Level.INFO, "own metrics on {0}", Claim.tcp(address)));
    }

    private static void start(Map<String, ? extends Component> components) throws IOException {
        for (var entry : components.entrySet()) {
            try {
                entry.getValue().start();
            } catch (IOException notStarted) {
                throw new IOException(entry.getKey() + ": " + notStarted.getMessage(), notStarted);
            } catch (LinkageError notLoaded) {
                throw new IOException(
                        "%s: cannot load a library: %s; it is unpacked into `%s`, which must be there to write to and not be mounted noexec"
                                .formatted(
                                        entry.getKey(),
                                        notLoaded.getMessage(),
                                        System.getProperty("java.io.tmpdir")),
                        notLoaded);
            }
        }
    }

    private static void say(Map<String, ? extends Configured<?>> components) {
        components.forEach((id, configured) -> {
            for (Claim claim : configured.claims()) {
                LOG.log(Level.INFO, "{0} listens on {1}", id, claim);
            }
        });
    }

    /// Stops the receivers first, then drains the exporters, within the time that the configuration
    /// gives.
    @Override
    public void close() {
        extensions.values().forEach(extension -> extension.ready(false));
        closeAll(receivers.values());
        closeAll(exporters.values());
        selfTelemetry.close();
        closeAll(extensions.values());
    }

    /// Closes components at the same time, since each may use up its time.
    private static void closeAll(Collection<? extends Component> components) {
        List<Thread> threads = new ArrayList<>();
        for (Component component : components) {
            threads.add(Thread.ofVirtual().name("ingot-closing").start(component::close));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
