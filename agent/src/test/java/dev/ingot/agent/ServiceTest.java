package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Exporter;
import dev.ingot.component.Receiver;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.config.Configuration;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.record.Signal;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How components are put together, shown on toys.
class ServiceTest {
    private final List<String> events = new ArrayList<>();
    private final Recorder seen = new Recorder();
    private boolean drainIsBlocked;
    private Sink handedToReceiver = (_, _) -> new Verdict.Refused("not made");

    private <T> ComponentType<String, T> type(
            String name, ComponentType.Factory<String, T> factory) {
        return new ComponentType<>(
                name,
                List.of(),
                "A toy.",
                EnumSet.allOf(Signal.Type.class),
                section -> section.text("trouble", "", "What goes wrong at the start."),
                factory);
    }

    private final class Source implements Receiver {
        private final Context context;

        private Source(Context context) {
            this.context = context;
            handedToReceiver = context.sink();
        }

        @Override
        public void start() {
            events.add("start " + context.id());
        }

        @Override
        public void close() {
            events.add("close " + context.id());
        }
    }

    private final class Drain implements Exporter {
        private final String trouble;
        private final Context context;

        private Drain(String trouble, Context context) {
            this.trouble = trouble;
            this.context = context;
        }

        @Override
        public void start() throws IOException {
            if (trouble.startsWith("cannot unpack")) {
                throw new UnsatisfiedLinkError(trouble);
            }
            if (!trouble.isEmpty()) {
                throw new IOException(trouble);
            }
            if (drainIsBlocked) {
                throw new IOException("blocked");
            }
            events.add("start " + context.id());
        }

        @Override
        public void close() {
            events.add("close " + context.id());
        }

        @Override
        public Verdict accept(Signal signal, WhenFull whenFull) {
            return seen.accept(signal, whenFull);
        }
    }

    private Agent agent(String yaml) {
        var components =
                new Components(
                        List.of(type("source", (_, context) -> new Source(context))),
                        List.of(),
                        List.of(type("drain", Drain::new)),
                        List.of());
        return new Agent(components, List.of("env:YAML"), List.of(), _ -> yaml);
    }

    private static void start(Agent agent) throws IOException {
        Configuration configuration = agent.read().configuration();
        assertThat(configuration.problems().errors()).isEmpty();
        agent.start(agent.read().blueprint().orElseThrow());
    }

    private static final String METRICS_ONLY =
            """
            receivers: {source: }
            exporters: {drain: }
            service:
              telemetry: {metrics: {level: none}}
              pipelines:
                metrics: {receivers: [source], exporters: [drain]}
            """;

    @Test
    void exportersStartFirstAndReceiversCloseFirst() throws IOException {
        try (Agent agent = agent(METRICS_ONLY)) {
            start(agent);
        }
        assertThat(events)
                .containsExactly("start drain", "start source", "close source", "close drain");
    }

    @Test
    void aPipelineTakesOnlyWhatItIsFor() throws IOException {
        try (Agent agent = agent(METRICS_ONLY)) {
            start(agent);
            var points = new Points();
            points.add(Series.of(Origin.NONE, Metric.gauge("a", "", ""), Labels.EMPTY), 1, 1);
            assertThat(handedToReceiver.accept(points, WhenFull.PUSH_BACK))
                    .isEqualTo(Verdict.ACCEPTED);
            Logs logs = Logs.of(LogRecord.builder().body("x").build());
            assertThat(handedToReceiver.accept(logs, WhenFull.PUSH_BACK))
                    .as("dropped, since no pipeline wants it")
                    .isEqualTo(Verdict.ACCEPTED);
            assertThat(seen.size()).isOne();
        }
    }

    @Test
    void aReceiverInTwoPipelinesIsOneAndFeedsBoth() throws IOException {
        String both = METRICS_ONLY + "    metrics/two: {receivers: [source], exporters: [drain]}\n";
        try (Agent agent = agent(both)) {
            start(agent);
            var points = new Points();
            points.add(Series.of(Origin.NONE, Metric.gauge("a", "", ""), Labels.EMPTY), 1, 1);
            handedToReceiver.accept(points, WhenFull.PUSH_BACK);
            assertThat(seen.size()).isEqualTo(2);
        }
        assertThat(events).containsOnlyOnce("start source");
    }

    @Test
    void whatDoesNotStartIsNamedAndTheRestIsClosed() {
        Agent agent = agent(METRICS_ONLY.replace("drain: }", "drain: {trouble: cannot open x}}"));
        Blueprint blueprint = agent.read().blueprint().orElseThrow();
        assertThatThrownBy(() -> agent.start(blueprint)).hasMessage("drain: cannot open x");
        assertThat(events).contains("close source", "close drain");
    }

    @Test
    void aLibraryThatCannotBeUnpackedIsSaidInOneLineAndTheRestIsClosed() {
        Agent agent = agent(METRICS_ONLY.replace("drain: }", "drain: {trouble: cannot unpack x}}"));
        Blueprint blueprint = agent.read().blueprint().orElseThrow();
        assertThatThrownBy(() -> agent.start(blueprint))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("drain: cannot load a library: cannot unpack x; ")
                .hasMessageContaining("`" + System.getProperty("java.io.tmpdir") + "`");
        assertThat(events).contains("close source", "close drain");
    }

    @Test
    void whereNeitherConfigurationStartsTheNextReloadTriesAgain() throws IOException {
        try (Agent agent = agent(METRICS_ONLY)) {
            start(agent);
            drainIsBlocked = true;
            agent.reload();
            assertThat(events).containsOnlyOnce("start source").endsWith("close drain");
            drainIsBlocked = false;
            events.clear();
            agent.reload();
            assertThat(events).containsExactly("start drain", "start source");
        }
        assertThat(events).endsWith("close source", "close drain");
    }
}
