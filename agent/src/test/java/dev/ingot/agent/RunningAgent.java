package dev.ingot.agent;

import dev.ingot.testkit.FreePorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The agent in this JVM, with the configuration that is shipped, on ports of its own.
final class RunningAgent implements AutoCloseable {
    final int graphite = FreePorts.one();
    final int syslog = FreePorts.one();
    final int bridge = FreePorts.one();
    final int health = FreePorts.one();
    final int own = FreePorts.one();
    private final Agent agent;

    /// @param backend the OTLP endpoint
    RunningAgent(String backend, String... overrides) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("INGOT_GRAPHITE", "127.0.0.1:" + graphite);
        environment.put("INGOT_SYSLOG", "127.0.0.1:" + syslog);
        environment.put("INGOT_BRIDGE", "127.0.0.1:" + bridge);
        List<String> set =
                new ArrayList<>(
                        List.of(
                                "exporters.otlp_http.endpoint=" + backend,
                                "extensions.health_check.endpoint=127.0.0.1:" + health,
                                "service.telemetry.metrics.address=127.0.0.1:" + own,
                                "exporters.debug.verbosity=basic"));
        set.addAll(List.of(overrides));
        agent = started(List.of("../otel-config.yaml"), set, environment);
    }

    /// An agent of every component, running.
    ///
    /// @param sources as `--config`
    /// @param set as `--set`
    static Agent started(List<String> sources, List<String> set, Map<String, String> environment)
            throws IOException {
        var agent = new Agent(Components.ALL, sources, set, environment::get);
        Agent.Reading reading = agent.read();
        Blueprint blueprint =
                reading.blueprint()
                        .orElseThrow(() ->
                                new IOException(reading.configuration().problems().toString()));
        agent.start(blueprint);
        return agent;
    }

    String bridge() throws IOException {
        return Http.get("http://127.0.0.1:" + bridge + "/metrics").body();
    }

    String own() throws IOException {
        return Http.get("http://127.0.0.1:" + own + "/metrics").body();
    }

    @Override
    public void close() {
        agent.close();
    }
}
