package dev.ingot.receiver.interfaces;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A program of the host, run to its end with a limit on its time and on what it may print.
///
/// Where the host's root is mounted somewhere, the program runs inside it (`chroot`), which needs
/// CAP_SYS_CHROOT.
final class Command {
    private static final File DEV_NULL = new File("/dev/null");
    private static final int LONGEST_OUTPUT = 32 << 20;
    private static final int LONGEST_COMPLAINT = 300;
    private static final List<String> DIRECTORIES =
            List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin");

    private final HostFiles files;
    private final Duration timeout;

    Command(HostFiles files, Duration timeout) {
        this.files = files;
        this.timeout = timeout;
    }

    /// Where the host has the program; null where it has none of that name.
    @Nullable String find(String program) {
        for (String directory : DIRECTORIES) {
            String path = directory + "/" + program;
            if (Files.isExecutable(files.inRoot(path))) {
                return path;
            }
        }
        return null;
    }

    /// What the program printed.
    ///
    /// @throws IOException where it could not be started, took too long or ended with another code
    ///   than 0
    String output(String program, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<String>();
        if (files.isContainer()) {
            line.add("chroot");
            line.add(files.rootfs().toString());
        }
        line.add(program);
        line.addAll(List.of(arguments));
        Process process;
        try {
            process =
                    new ProcessBuilder(line)
                            .redirectInput(ProcessBuilder.Redirect.from(DEV_NULL))
                            .start();
        } catch (IOException notStarted) {
            throw new IOException("cannot run " + program + ": " + notStarted.getMessage());
        }
        try {
            return outcome(program, process);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String outcome(String program, Process process)
            throws IOException, InterruptedException {
        CompletableFuture<String> output = reading(process.getInputStream());
        CompletableFuture<String> complaint = reading(process.getErrorStream());
        if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException(
                    "cannot run " + program + ": no end within " + timeout.toMillis() + " ms");
        }
        try {
            if (process.exitValue() != 0) {
                String says = complaint.get().strip();
                throw new IOException(
                        "cannot run "
                                + program
                                + ": it ended with "
                                + process.exitValue()
                                + ": "
                                + says.substring(0, Math.min(says.length(), LONGEST_COMPLAINT)));
            }
            return output.get();
        } catch (ExecutionException unreadable) {
            throw new IOException("cannot run " + program + ": " + unreadable.getCause());
        }
    }

    /// On a thread of the system: a read from a pipe would hold a carrier of virtual ones.
    private static CompletableFuture<String> reading(InputStream from) {
        var text = new CompletableFuture<String>();
        Thread.ofPlatform()
                .daemon()
                .name("interfaces-command")
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
