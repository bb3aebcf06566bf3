package dev.ingot.exporter.debug;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Exporter;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import dev.ingot.record.Signal;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;

/// Prints a readable line per record. Takes everything; a slow terminal slows the pipeline.
public final class DebugExporter implements Exporter {
    public static final ComponentType<?, Exporter> TYPE =
            new ComponentType<>(
                    "debug",
                    List.of("logging"),
                    "Prints a readable line per record.",
                    EnumSet.allOf(Signal.Type.class),
                    DebugConfig::read,
                    (config, _) -> new DebugExporter(config, stream(config)));

    private final DebugConfig config;
    private final PrintStream out;

    DebugExporter(DebugConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    private static PrintStream stream(DebugConfig config) {
        return config.output() == DebugConfig.Output.STDERR ? System.err : System.out;
    }

    @Override
    public void start() {
        // There is nothing to open.
    }

    @Override
    public void close() {
        out.flush();
    }

    @Override
    public Verdict accept(Signal signal, WhenFull whenFull) {
        var text = new StringBuilder();
        if (config.verbosity() == DebugConfig.Verbosity.BASIC) {
            text.append(signal.type().pipeline()).append(": ").append(signal.size()).append(" ");
            text.append(signal.type().items().replace('_', ' ')).append('\n');
        } else {
            var lines = new DebugLines(text, config.verbosity() == DebugConfig.Verbosity.DETAILED);
            switch (signal) {
                case Points points -> lines.points(points);
                case Logs logs -> logs.forEach(lines::log);
            }
        }
        out.print(text);
        out.flush();
        return Verdict.ACCEPTED;
    }
}
