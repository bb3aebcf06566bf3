package dev.ingot.receiver.zfs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Runs one `zpool` or `zfs` command, again and again, never twice at once.
///
/// A command that asks a suspended pool may hang in the kernel, where no signal reaches it. It is
/// then left behind and not started again until it has ended.
final class Zpool {
    private static final File DEV_NULL = new File("/dev/null");
    private static final int LONGEST_OUTPUT = 16 << 20;
    private static final int LONGEST_COMPLAINT = 300;

    private final String id;
    private final List<String> line;
    private @Nullable Process running;

    /// @param id of the component, for the names of threads
    Zpool(String id, List<String> line) {
        this.id = id;
        this.line = line;
    }

    /// How a run ended: with an exit code and what was printed.
    record Outcome(int code, String output, String complaint) {}

    /// Runs it to its end.
    ///
    /// @throws IOException where it could not be started, or still hangs
    /// @throws InterruptedException when the caller's time is up; the command is then killed
    Outcome run(String... arguments) throws IOException, InterruptedException {
        if (running != null && running.isAlive()) {
            throw new IOException(
                    "cannot run " + name() + ": process " + running.pid() + " of it hangs");
        }
        var whole = new ArrayList<>(line);
        whole.addAll(List.of(arguments));
        Process process;
        try {
            var builder = new ProcessBuilder(whole).redirectInput(DEV_NULL);
            builder.environment().put("LC_ALL", "C");
            process = builder.start();
        } catch (IOException notStarted) {
            throw new IOException("cannot run " + name() + ": " + notStarted.getMessage());
        }
        running = process;
        try {
            CompletableFuture<String> output = reading(process.getInputStream());
            CompletableFuture<String> complaint = reading(process.getErrorStream());
            int code = process.waitFor();
            return new Outcome(code, output.get(), complaint.get().strip());
        } catch (ExecutionException unreadable) {
            throw new IOException("cannot run " + name() + ": " + unreadable.getCause());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// What it printed, where it went well.
    ///
    /// @throws IOException where it could not be started, still hangs, or ended with another code
    ///   than 0
    String output(String... arguments) throws IOException, InterruptedException {
        Outcome outcome = run(arguments);
        if (outcome.code != 0) {
            throw failed(outcome);
        }
        return outcome.output;
    }

    IOException failed(Outcome outcome) {
        String says = outcome.complaint;
        return new IOException(
                "cannot run "
                        + name()
                        + ": it ended with "
                        + outcome.code
                        + ": "
                        + says.substring(0, Math.min(says.length(), LONGEST_COMPLAINT)));
    }

    private String name() {
        return String.join(" ", line);
    }

    private CompletableFuture<String> reading(InputStream from) {
        var text = new CompletableFuture<String>();
        Thread.ofVirtual()
                .name(id + "-zpool")
                .start(() -> {
                    try (from) {
                        byte[] bytes = from.readNBytes(LONGEST_OUTPUT);
                        text.complete(new String(bytes, StandardCharsets.UTF_8));
                    } catch (IOException ended) {
                        text.completeExceptionally(ended);
                    }
                });
        return text;
    }
}
