package dev.ingot.agent;

import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The agent as a process of its own, as `bin/ingot` starts it.
final class AgentProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private AgentProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static AgentProcess start(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        return startWith("", directory, environment, arguments);
    }

    /// As [#start], with text on standard input.
    static AgentProcess startWith(
            String input, Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        Path in = Files.createTempFile(directory, "ingot", ".in");
        Files.writeString(in, input);
        Path out = Files.createTempFile(directory, "ingot", ".out");
        Path err = Files.createTempFile(directory, "ingot", ".err");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.ingot.agent.Main"));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new AgentProcess(builder.start(), out, err);
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    AgentProcess awaitErr(String text) {
        Await.until(
                "the agent to say `" + text + "`",
                () -> {
                    if (err().contains(text)) {
                        return true;
                    }
                    if (!process.isAlive()) {
                        throw new IOException(
                                "it ended with " + process.exitValue() + ": " + err());
                    }
                    throw new IOException(err());
                });
        return this;
    }

    /// Sends a signal by name, such as `HUP`.
    void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }

    int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the agent did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
