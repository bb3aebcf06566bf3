package dev.ingot.exporter.otlp;

import dev.ingot.testkit.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Collects what an exporter logs.
final class LogLines extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    LogLines(String id) {
        logger = Logger.getLogger(id);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    List<String> with(String part) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }

    void await(String part) {
        Await.until("a line with `" + part + "`, have " + lines, () -> !with(part).isEmpty());
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
