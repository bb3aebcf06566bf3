package dev.ingot.agent;

import dev.ingot.component.Claim;
import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Extension;
import dev.ingot.config.Section;
import dev.ingot.net.WebServer;
import dev.ingot.net.WebServer.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Answers 200 once every component has started and 503 before and while stopping, as the
/// collector's health_check does.
final class HealthCheck implements Extension {
    static final ComponentType<?, Extension> TYPE =
            new ComponentType<>(
                    "health_check",
                    List.of(),
                    "Answers 200 while the agent is up.",
                    Set.of(),
                    Config::read,
                    config -> List.of(Claim.tcp(config.endpoint)),
                    HealthCheck::new);

    record Config(InetSocketAddress endpoint, String path, String healthy, String unhealthy) {
        static Config read(Section in) {
            in.ignored("check_collector_pipeline", "it never worked in the collector");
            record Bodies(String healthy, String unhealthy) {}
            var bodies =
                    in.section(
                            "response_body",
                            "Texts to answer with instead of the status.",
                            body ->
                                    new Bodies(
                                            body.text(
                                                    "healthy",
                                                    "",
                                                    "The answer while the agent is up."),
                                            body.text(
                                                    "unhealthy",
                                                    "",
                                                    "The answer while it is not.")));
            return new Config(
                    in.address("endpoint", "localhost:13133", "Where to listen."),
                    in.text("path", "/", "The path that answers."),
                    bodies.healthy,
                    bodies.unhealthy);
        }
    }

    private final Config config;
    private final Context context;
    private final WebServer server;
    private volatile Optional<Instant> upSince = Optional.empty();

    HealthCheck(Config config, Context context) {
        this.config = config;
        this.context = context;
        this.server =
                new WebServer(
                        context,
                        config.endpoint,
                        Optional.empty(),
                        Map.of(config.path, _ -> answer()));
    }

    @Override
    public void start() throws IOException {
        server.start();
    }

    @Override
    public void ready(boolean ready) {
        upSince = ready ? Optional.of(context.clock().instant()) : Optional.empty();
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer() {
        Optional<Instant> since = upSince;
        int status = since.isPresent() ? 200 : 503;
        String own = since.isPresent() ? config.healthy : config.unhealthy;
        return own.isEmpty()
                ? Reply.text(status, "application/json", since.map(this::up).orElse(DOWN))
                : Reply.text(status, "text/plain; charset=utf-8", own);
    }

    private static final String DOWN = "{\"status\":\"Server not available\"}\n";

    private String up(Instant since) {
        Duration uptime = Duration.between(since, context.clock().instant());
        return "{\"status\":\"Server available\",\"upSince\":\""
                + since
                + "\",\"uptime\":\""
                + uptime.toMillis() / 1e3
                + "s\"}\n";
    }

    /// Where it listens; known once started.
    InetSocketAddress address() {
        return server.address();
    }
}
