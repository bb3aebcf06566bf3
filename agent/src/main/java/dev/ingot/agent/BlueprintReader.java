package dev.ingot.agent;

import dev.ingot.component.Claim;
import dev.ingot.component.ComponentType;
import dev.ingot.component.ComponentType.Configured;
import dev.ingot.component.Exporter;
import dev.ingot.component.Extension;
import dev.ingot.component.Processor;
import dev.ingot.component.Receiver;
import dev.ingot.config.Configuration;
import dev.ingot.config.Item;
import dev.ingot.config.Suggestion;
import dev.ingot.config.YamlSection;
import dev.ingot.record.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a configuration as a whole: every component's options, the pipelines, and what one cannot
/// see from within a component: unknown ids, ports claimed twice, components that nothing uses.
/// Notes every problem, throws none.
final class BlueprintReader {
    /// One configured component, with what is needed to talk about it.
    private record Entry<T>(
            YamlSection section, ComponentType<?, T> type, Configured<T> configured) {}

    private record Port(Claim claim, String owner) {}

    private final Components components;
    private final Configuration configuration;
    private final Set<String> used = new HashSet<>();

    private BlueprintReader(Components components, Configuration configuration) {
        this.components = components;
        this.configuration = configuration;
    }

    /// @return empty where the configuration has errors; they are in its problems
    static Optional<Blueprint> read(Components components, Configuration configuration) {
        Blueprint blueprint = new BlueprintReader(components, configuration).read();
        return configuration.problems().hasErrors() ? Optional.empty() : Optional.of(blueprint);
    }

    private Blueprint read() {
        YamlSection root = configuration.root();
        Map<String, Entry<Receiver>> receivers = entries(root, "receivers", components.receivers());
        Map<String, Entry<Processor>> processors =
                entries(root, "processors", components.processors());
        Map<String, Entry<Exporter>> exporters = entries(root, "exporters", components.exporters());
        Map<String, Entry<Extension>> extensions =
                entries(root, "extensions", components.extensions());
        root.children("connectors")
                .forEach(connector -> connector.problem("Ingot has no connectors"));

        YamlSection service = root.child("service");
        List<PipelinePlan> pipelines = new ArrayList<>();
        for (YamlSection section : service.children("pipelines")) {
            plan(section, receivers, processors, exporters).ifPresent(pipelines::add);
        }
        if (pipelines.isEmpty() && service.children("pipelines").isEmpty()) {
            service.problem(
                    "`pipelines` needs at least one, such as `metrics: {receivers: […], exporters: […]}`");
        }
        for (Item item : service.items("extensions")) {
            find(item, "extension", "extensions", extensions);
        }
        TelemetrySettings telemetry =
                service.section(
                        "telemetry", "What the agent says about itself.", TelemetrySettings::read);
        Duration shutdownTimeout =
                service.duration("shutdown_timeout", "8s", "How long the agent takes to stop.");
        service.finish();
        root.finish();

        var blueprint =
                new Blueprint(
                        kept("receivers", receivers),
                        kept("processors", processors),
                        kept("exporters", exporters),
                        kept("extensions", extensions),
                        pipelines,
                        telemetry,
                        shutdownTimeout);
        checkExtensions(List.of(receivers, exporters), blueprint.extensions().keySet());
        checkPorts(List.of(receivers, exporters, extensions), telemetry);
        return blueprint;
    }

    private <T> Map<String, Entry<T>> entries(
            YamlSection root, String key, List<ComponentType<?, T>> types) {
        var entries = new LinkedHashMap<String, Entry<T>>();
        for (YamlSection section : root.children(key)) {
            if (!ComponentId.isId(section.name())) {
                section.problem(
                        "`"
                                + section.name()
                                + "` is not an id such as `otlp_http` or `otlp_http/mimir`");
                continue;
            }
            ComponentId id = ComponentId.of(section.name());
            var type =
                    types.stream().filter(candidate -> candidate.isCalled(id.type())).findFirst();
            if (type.isEmpty()) {
                section.problem(
                        "there is no "
                                + singular(key)
                                + " of type `"
                                + id.type()
                                + "`"
                                + known(id, types));
                continue;
            }
            Configured<T> configured = type.get().configure(section);
            section.finish();
            entries.put(id.toString(), new Entry<>(section, type.get(), configured));
        }
        return entries;
    }

    private static <T> String known(ComponentId id, List<ComponentType<?, T>> types) {
        return Suggestion.among(id.type(), types.stream().map(ComponentType::name).toList());
    }

    private static String singular(String key) {
        return key.substring(0, key.length() - 1);
    }

    private Optional<PipelinePlan> plan(
            YamlSection section,
            Map<String, Entry<Receiver>> receivers,
            Map<String, Entry<Processor>> processors,
            Map<String, Entry<Exporter>> exporters) {
        Optional<Signal.Type> type = signalOf(section);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        var plan =
                new PipelinePlan(
                        section.name(),
                        type.get(),
                        members(section, "receivers", type.get(), receivers),
                        members(section, "processors", type.get(), processors),
                        members(section, "exporters", type.get(), exporters));
        section.finish();
        if (section.items("receivers").isEmpty()) {
            section.problem("needs at least one receiver");
        }
        if (section.items("exporters").isEmpty()) {
            section.problem("needs at least one exporter");
        }
        return Optional.of(plan);
    }

    private static Optional<Signal.Type> signalOf(YamlSection section) {
        String type = ComponentId.of(section.name()).type();
        for (Signal.Type signal : Signal.Type.values()) {
            if (signal.pipeline().equals(type)) {
                return Optional.of(signal);
            }
        }
        section.problem(
                "`"
                        + type
                        + "` is not a signal that Ingot carries; it carries `metrics` and `logs`");
        return Optional.empty();
    }

    private <T> List<String> members(
            YamlSection pipeline, String key, Signal.Type signal, Map<String, Entry<T>> entries) {
        var ids = new ArrayList<String>();
        for (Item item : pipeline.items(key)) {
            Optional<Entry<T>> entry = find(item, singular(key), key, entries);
            if (entry.isEmpty()) {
                continue;
            }
            String id = ComponentId.of(item.text()).toString();
            if (ids.contains(id)) {
                configuration
                        .problems()
                        .error(item.place(), item.path(), "`" + id + "` stands here twice");
            } else if (!entry.get().type().signals().contains(signal)) {
                configuration
                        .problems()
                        .error(
                                item.place(),
                                item.path(),
                                "`" + id + "` does not take " + signal.pipeline());
            } else {
                ids.add(id);
            }
        }
        return ids;
    }

    /// What an id stands for. One that is configured, but not well, has its own problem already.
    private <T> Optional<Entry<T>> find(
            Item item, String kind, String key, Map<String, Entry<T>> entries) {
        String id = ComponentId.of(item.text()).toString();
        Entry<T> entry = entries.get(id);
        used.add(key + "." + id);
        if (entry == null && !configuration.root().child(key).has(item.text())) {
            configuration
                    .problems()
                    .error(
                            item.place(),
                            item.path(),
                            "the "
                                    + kind
                                    + " `"
                                    + id
                                    + "` is not configured"
                                    + Suggestion.among(id, entries.keySet()));
        }
        return Optional.ofNullable(entry);
    }

    /// What is used, in the user's order. What is not gets a warning: the collector leaves it out
    /// without a word.
    private <T> Map<String, Configured<T>> kept(String key, Map<String, Entry<T>> entries) {
        var kept = new LinkedHashMap<String, Configured<T>>();
        entries.forEach((id, entry) -> {
            if (used.contains(key + "." + id)) {
                kept.put(id, entry.configured());
            } else {
                String user = key.equals("extensions") ? "service.extensions" : "a pipeline";
                entry.section().warning("is not started, since it is not in " + user);
            }
        });
        return kept;
    }

    private void checkExtensions(List<Map<String, ? extends Entry<?>>> kinds, Set<String> started) {
        for (var entries : kinds) {
            for (Entry<?> entry : entries.values()) {
                if (used.contains(entry.section().path())) {
                    entry.configured().extensions().stream()
                            .filter(id -> !started.contains(ComponentId.of(id).toString()))
                            .forEach(id ->
                                    entry.section()
                                            .problem(
                                                    "needs the extension `"
                                                            + id
                                                            + "`, which is not in"
                                                            + " service.extensions"));
                }
            }
        }
    }

    private void checkPorts(
            List<Map<String, ? extends Entry<?>>> kinds, TelemetrySettings telemetry) {
        if (configuration.problems().hasErrors()) {
            return; // what could not be read may claim anything
        }
        List<Port> ports = new ArrayList<>();
        telemetry
                .metrics()
                .ifPresent(address ->
                        ports.add(new Port(Claim.tcp(address), "service.telemetry.metrics")));
        for (var entries : kinds) {
            for (Entry<?> entry : entries.values()) {
                if (used.contains(entry.section().path())) {
                    entry.configured()
                            .claims()
                            .forEach(claim -> claim(entry.section(), claim, ports));
                }
            }
        }
    }

    private static void claim(YamlSection section, Claim claim, List<Port> ports) {
        for (Port port : ports) {
            if (port.claim.clashes(claim)) {
                section.problem("wants " + claim + ", which " + port.owner + " wants too");
            }
        }
        ports.add(new Port(claim, section.path()));
    }
}
