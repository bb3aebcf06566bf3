package dev.ingot.agent;

import dev.ingot.config.Configuration;
import dev.ingot.config.Environment;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The agent as a whole: reads the configuration, runs the service it describes, and changes to a
/// new one on request.
///
/// `start`, `reload` and `close` may come from different threads; they happen one after the other.
final class Agent implements AutoCloseable {
    private static final Logger LOG = System.getLogger("ingot");

    private final Components components;
    private final List<String> sources;
    private final List<String> overrides;
    private final Environment environment;
    private @Nullable Service service;
    private @Nullable Blueprint blueprint;
    private boolean closed;

    Agent(
            Components components,
            List<String> sources,
            List<String> overrides,
            Environment environment) {
        this.components = components;
        this.sources = sources;
        this.overrides = overrides;
        this.environment = environment;
    }

    /// The configuration as it stands now, read as a whole.
    Reading read() {
        Configuration configuration = Configuration.load(sources, overrides, environment);
        return new Reading(configuration, BlueprintReader.read(components, configuration));
    }

    /// A configuration and, where it has no errors, what it describes.
    record Reading(Configuration configuration, Optional<Blueprint> blueprint) {}

    /// Starts what a blueprint describes.
    ///
    /// @throws IOException where a component cannot start, in its own words
    synchronized void start(Blueprint first) throws IOException {
        run(first);
    }

    private void run(Blueprint next) throws IOException {
        LogLines.threshold(next.telemetry().threshold());
        var made = new Service(next);
        made.start();
        service = made;
        blueprint = next;
        LOG.log(Level.INFO, "started");
    }

    /// Reads the configuration again and changes over to it. What runs goes on running where the
    /// new one has errors, and is started again where the new one does not start. Where neither
    /// starts, nothing runs until the next call finds one that does.
    synchronized void reload() {
        Blueprint before = blueprint;
        if (closed || before == null) {
            return;
        }
        Reading reading = read();
        reading.configuration()
                .problems()
                .warnings()
                .forEach(problem -> LOG.log(Level.WARNING, "{0}", problem));
        if (reading.blueprint().isEmpty()) {
            reading.configuration()
                    .problems()
                    .errors()
                    .forEach(problem -> LOG.log(Level.ERROR, "{0}", problem));
            LOG.log(Level.ERROR, "the new configuration has errors; the old one stays");
            return;
        }
        LOG.log(Level.INFO, "changing to the new configuration");
        stop();
        try {
            run(reading.blueprint().get());
        } catch (IOException notStarted) {
            LOG.log(
                    Level.ERROR,
                    "{0}; going back to the old configuration",
                    notStarted.getMessage());
            goBack(before);
        }
    }

    private void goBack(Blueprint before) {
        try {
            run(before);
        } catch (IOException stuck) {
            LOG.log(
                    Level.ERROR,
                    "cannot start the old configuration either: {0}; nothing runs until the next"
                            + " SIGHUP",
                    stuck.getMessage());
        }
    }

    private void stop() {
        if (service != null) {
            service.close();
            service = null;
        }
    }

    /// Stops the receivers, drains the queues within the time the configuration gives, and ends.
    /// Safe to call twice.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        LOG.log(Level.INFO, "stopping");
        stop();
        LOG.log(Level.INFO, "stopped");
    }
}
