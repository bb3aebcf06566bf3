package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/// A TrueNAS host with sixty interfaces of all kinds, as it was recorded, in a folder: its procfs
/// and sysfs, its Docker and its middleware's command.
///
/// For the tests of other modules too. Not thread-safe.
public final class RecordedHost implements AutoCloseable {
    private static final Pattern BYTES = Pattern.compile("(?<=:) *\\d+");

    private final Host host;
    private final ReplayedDocker docker;
    private List<String> traffic;

    private RecordedHost(Host host, ReplayedDocker docker) throws IOException {
        this.host = host;
        this.docker = docker;
        this.traffic = Files.readAllLines(host.procfs().resolve("1/net/dev"));
    }

    /// Builds the host and starts its Docker.
    ///
    /// @param recording the folder of the recording, `src/test/resources/truenas` of this module
    /// @param root an empty folder with a path of fewer than 80 characters, for a socket is in it
    public static RecordedHost start(Path recording, Path root) throws IOException {
        Host host = Host.recorded(recording, root);
        host.write("vm.query.json", Files.readString(recording.resolve("vm.query.json")));
        host.script(
                "usr/bin/midclt",
                "[ \"$*\" = 'call vm.query' ] && exec /bin/busybox cat /vm.query.json\n");
        Path socket = root.resolve("var/run/docker.sock");
        return new RecordedHost(host, ReplayedDocker.start(socket, recording.resolve("docker")));
    }

    /// The receiver's options to read it.
    public String options() {
        return """
        rootfs: %s
        procfs: %s
        docker_socket: %s
        """
                .formatted(host.root(), host.procfs(), host.root().resolve("var/run/docker.sock"));
    }

    /// Lets every interface receive so many bytes more.
    public void receive(long bytes) throws IOException {
        traffic =
                traffic.stream()
                        .map(line ->
                                BYTES.matcher(line)
                                        .replaceFirst(before -> " " + more(before.group(), bytes)))
                        .toList();
        // Whoever reads meanwhile sees the old file or the new one.
        Path next = Files.write(host.root().resolve("next"), traffic);
        Files.move(next, host.procfs().resolve("1/net/dev"), StandardCopyOption.REPLACE_EXISTING);
    }

    /// The kernel's counters are unsigned, and one of the recorded ones has gone that far.
    private static String more(String counter, long bytes) {
        return Long.toUnsignedString(Long.parseUnsignedLong(counter.strip()) + bytes);
    }

    @Override
    public void close() throws IOException {
        docker.close();
    }
}
