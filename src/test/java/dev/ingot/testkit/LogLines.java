package dev.ingot.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What a component says in the log, `LEVEL text`, from now until closed.
public final class LogLines implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    lines.add(line.getLevel() + " " + line.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    public LogLines(String id) {
        logger = Logger.getLogger(id);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public void await(String part) {
        Await.until(
                "a log line with `" + part + "`",
                () -> lines.stream().anyMatch(line -> line.contains(part)));
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
