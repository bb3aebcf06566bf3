package dev.ingot.receiver.interfaces;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;

/// A real Docker engine of its own, with a root file system of busybox as its only image. Needs
/// root.
public final class Dockerd implements AutoCloseable {
    private static final String PACKAGE = "docker.io";

    private final Path folder;
    private final RealProgram program;

    public Dockerd() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "igd");
        program =
                RealProgram.start(
                        PACKAGE,
                        folder,
                        "dockerd",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--ip-forward=false",
                        "--ip-masq=false",
                        "--bridge=none",
                        "--storage-driver=vfs",
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + folder.resolve("exec"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--host=unix://" + socket());
        try {
            Await.until("dockerd to answer", Duration.ofSeconds(60), this::answers);
            importBusybox();
        } catch (AssertionError | IOException unusable) {
            close();
            throw unusable;
        }
    }

    private boolean answers() {
        if (!program.isAlive()) {
            throw new AssertionError("dockerd ended: " + program.output());
        }
        if (!Files.exists(socket())) {
            return false;
        }
        docker("version");
        return true;
    }

    private void importBusybox() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("root/bin"));
        Files.copy(Host.busybox(), bin.resolve("busybox"));
        Files.createSymbolicLink(bin.resolve("sleep"), Path.of("busybox"));
        Path tar = folder.resolve("root.tar");
        RealProgram.run(
                "tar",
                folder,
                "tar",
                "-C",
                folder.resolve("root").toString(),
                "-cf",
                tar.toString(),
                ".");
        docker("import", tar.toString(), "busybox:ingot");
    }

    /// For what programs print.
    public Path folder() {
        return folder;
    }

    public Path socket() {
        return folder.resolve("docker.sock");
    }

    /// Runs `docker` with these words.
    public String docker(String... words) {
        var command = new String[words.length + 2];
        command[0] = "docker";
        command[1] = "--host=unix://" + socket();
        System.arraycopy(words, 0, command, 2, words.length);
        return RealProgram.run(PACKAGE, folder, command);
    }

    /// Makes a network.
    ///
    /// @return the name of its bridge on the host
    String network(String name) {
        return "br-" + docker("network", "create", name).strip().substring(0, 12);
    }

    /// Starts a container that waits.
    ///
    /// @param options of `docker run`
    void run(String name, String... options) {
        var words = new String[options.length + 7];
        words[0] = "run";
        words[1] = "--detach";
        words[2] = "--name";
        words[3] = name;
        System.arraycopy(options, 0, words, 4, options.length);
        words[words.length - 3] = "busybox:ingot";
        words[words.length - 2] = "/bin/sleep";
        words[words.length - 1] = "3600";
        docker(words);
    }

    /// The address of a container in its only network.
    String address(String container) {
        return docker(
                        "inspect",
                        "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                        container)
                .strip();
    }

    /// The name on the host of the other end of a container's interface.
    String veth(String container, String device) throws IOException {
        String pid = docker("inspect", "--format={{.State.Pid}}", container).strip();
        String index =
                Files.readString(Path.of("/proc", pid, "root/sys/class/net", device, "iflink"));
        try (var devices = Files.list(Path.of("/sys/class/net"))) {
            for (Path candidate : devices.toList()) {
                if (Files.readString(candidate.resolve("ifindex")).equals(index)) {
                    return candidate.getFileName().toString();
                }
            }
        }
        throw new AssertionError("no veth for " + container);
    }

    @Override
    public void close() {
        if (program.isAlive()) {
            for (String container : docker("ps", "--all", "--quiet").lines().toList()) {
                docker("rm", "--force", container);
            }
            docker("network", "prune", "--force");
        }
        program.close();
        unmountNamespaces();
        delete();
    }

    /// The engine keeps network namespaces by mounting them.
    private void unmountNamespaces() {
        Path namespaces = folder.resolve("exec/netns");
        if (!Files.isDirectory(namespaces)) {
            return;
        }
        try (var mounted = Files.list(namespaces)) {
            for (Path namespace : mounted.toList()) {
                RealProgram.run("mount", folder, "umount", "--lazy", namespace.toString());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void delete() {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException("cannot remove " + folder, left);
        }
    }
}
