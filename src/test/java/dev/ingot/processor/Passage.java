package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Processor;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.config.Configuration;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

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

    /// A configuration without any problem.
    static <C> C config(ComponentType<C, Processor> type, String yaml) {
        Configuration configuration = load(yaml);
        C config = type.read().apply(configuration.root());
        configuration.root().finish();
        assertThat(configuration.problems().toString()).as(yaml).isEmpty();
        return config;
    }

    /// What is wrong with a configuration, without the file's name.
    static <C> String problems(ComponentType<C, Processor> type, String yaml) {
        Configuration configuration = load(yaml);
        C _ = type.read().apply(configuration.root());
        configuration.root().finish();
        return configuration.problems().toString().replaceAll("(?m)^\\S*\\.yaml:", "");
    }

    private static Configuration load(String yaml) {
        try {
            Path file = Files.createTempFile("processor", ".yaml");
            Files.writeString(file, yaml);
            var loaded = Configuration.load(List.of(file.toString()), List.of(), System::getenv);
            Files.delete(file);
            return loaded;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
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
