package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Processor;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Recorder;
import dev.ingot.testkit.Yaml;
import java.time.Duration;
import java.time.InstantSource;

/// A processor from its configuration, and what came out behind it.
final class Passage {
    final Recorder recorder = new Recorder();
    final Telemetry telemetry = new Telemetry();
    private final Sink sink;

    <C> Passage(ComponentType<C, Processor> type, String yaml) {
        C config = config(type, yaml);
        var tally = telemetry.tally("processor", type.name());
        var context = new Context(type.name(), InstantSource.system(), tally, Duration.ZERO);
        sink = type.factory().make(config, context).before(recorder);
    }

    static <C> C config(ComponentType<C, Processor> type, String yaml) {
        return Yaml.of(yaml).read(type.read());
    }

    static <C> String problems(ComponentType<C, Processor> type, String yaml) {
        return Yaml.of(yaml).problems(type.read());
    }

    Passage pass(Signal signal) {
        assertThat(sink.accept(signal, WhenFull.PUSH_BACK)).isEqualTo(Verdict.ACCEPTED);
        return this;
    }

    /// The record that comes out for one that goes in.
    LogRecord pass(LogRecord log) {
        pass((Signal) Logs.of(log));
        return recorder.logs().getLast();
    }

    String counters() {
        return telemetry.text();
    }
}
