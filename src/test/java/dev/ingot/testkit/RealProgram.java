package dev.ingot.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real program that plays a peer in a test. Its output goes to a file, and it ends with the
/// test, by its process id.
public final class RealProgram implements AutoCloseable {
    private final String name;
    private final Path output;
    private final Process process;

    private RealProgram(String name, Path output, Process process) {
        this.name = name;
        this.output = output;
        this.process = process;
    }

    /// Starts a program of a Debian package.
    ///
    /// @param debianPackage what to install where the program is missing, said in the error
    public static RealProgram start(String debianPackage, Path directory, String... command) {
        Path executable = find(command[0], debianPackage);
        String name = executable.getFileName().toString();
        try {
            Path output = Files.createTempFile(directory, name, ".out");
            var line = new java.util.ArrayList<>(List.of(command));
            line.set(0, executable.toString());
            Process process =
                    new ProcessBuilder(line)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            return new RealProgram(name, output, process);
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    /// Runs a program to its end and returns what it printed.
    ///
    /// @throws AssertionError where it ends with another code than 0 or not within a minute
    public static String run(String debianPackage, Path directory, String... command) {
        return run(debianPackage, directory, "", command);
    }

    /// As [#run], with text for its standard input.
    public static String run(String debianPackage, Path directory, String input, String[] command) {
        Path executable = find(command[0], debianPackage);
        var line = new java.util.ArrayList<>(List.of(command));
        line.set(0, executable.toString());
        try {
            Path in = Files.createTempFile(directory, "in", ".txt");
            Files.writeString(in, input);
            Path out = Files.createTempFile(directory, "out", ".txt");
            Process process =
                    new ProcessBuilder(line)
                            .directory(directory.toFile())
                            .redirectInput(in.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(line + " did not end: " + Files.readString(out));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(
                        line + " ended with " + process.exitValue() + ": " + Files.readString(out));
            }
            return Files.readString(out);
        } catch (IOException notRun) {
            throw new UncheckedIOException(notRun);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static Path find(String program, String debianPackage) {
        for (String directory :
                List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin")) {
            Path path = program.startsWith("/") ? Path.of(program) : Path.of(directory, program);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        throw new AssertionError(
                program
                        + " is not here; `make test` installs it: apt-get install "
                        + debianPackage);
    }

    /// Waits until the program listens on a TCP port of loopback.
    public RealProgram awaitTcp(int port) {
        Await.until(
                name + " to listen on " + port + "; it said: " + output(),
                Duration.ofSeconds(60),
                () -> {
                    if (!process.isAlive()) {
                        throw new IOException(name + " ended with " + process.exitValue());
                    }
                    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return true;
                    }
                });
        return this;
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            return "(" + unreadable.getMessage() + ")";
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
