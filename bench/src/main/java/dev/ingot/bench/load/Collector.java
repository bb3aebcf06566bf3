package dev.ingot.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The collector under load, a process of its own: the packaged agent, or with `--peer COMMAND` any
/// other program, so that both are measured by the same run.
public final class Collector implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;

    private Collector(Process process) {
        this.process = process;
    }

    /// Starts the agent with `config`, or what `--peer` says, in a shell that finds `environment`.
    /// Standard output and error go to a file, whose name is printed.
    public static Collector start(Flags flags, String config, Map<String, String> environment)
            throws IOException {
        Path directory = Files.createTempDirectory("ingot-load");
        Path file = Files.writeString(directory.resolve("config.yaml"), config);
        Path log = directory.resolve("collector.log");
        System.out.println("log      " + log);
        String peer = flags.text("--peer");
        var builder =
                peer.isEmpty()
                        ? new ProcessBuilder(
                                flags.text("--agent"), "run", "--config", file.toString())
                        : new ProcessBuilder("sh", "-c", "exec " + peer);
        builder.environment().putAll(environment);
        builder.environment().put("INGOT_CONFIG", file.toString());
        return new Collector(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    }

    /// Waits until somebody listens on a TCP port of this machine.
    public void await(int port) throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("nobody listens on " + port, notYet);
                }
                Thread.sleep(100);
            }
        }
    }

    /// Whether it has not ended by itself.
    boolean isAlive() {
        return process.isAlive();
    }

    /// @throws IllegalStateException where it has ended
    public void requireAlive() {
        if (!isAlive()) {
            throw new IllegalStateException("the collector has ended: see its log");
        }
    }

    /// What the process and its children have used since they began.
    public Usage usage() {
        return Usage.of(process.toHandle());
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        process.onExit().join();
        children.forEach(ProcessHandle::destroy);
    }
}
