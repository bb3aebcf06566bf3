package dev.ingot.agent;

import dev.ingot.receiver.interfaces.RecordedHost;
import dev.ingot.receiver.zfs.ZfsTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What arrives by itself, every second: Graphite lines as TrueNAS SCALE and CORE send them, with
/// the time of sending, a message of syslog, traffic on the recorded host's interfaces, reads from
/// ZFS.
final class HomelabSenders implements AutoCloseable {
    private static final Path RECORDINGS =
            Path.of("../receivers/graphite/src/test/resources/mappings");
    // The same numbers by other paths: another release, hence another NAS.
    private static final Pattern OTHER_RELEASE =
            Pattern.compile("MemAvailable|(_serial_lunid_\\w+)\\.\\1\\.|upsd_local_ups");
    private static final int BYTES_A_SECOND = 125_000;
    private static final int READS_A_SECOND = 1_000;

    private final int graphite;
    private final int syslog;
    private final RecordedHost host;
    private final List<ZfsTree> trees;
    private long last;
    private final List<String> paths = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    HomelabSenders(int graphite, int syslog, RecordedHost host, List<ZfsTree> trees)
            throws IOException {
        this.graphite = graphite;
        this.syslog = syslog;
        this.host = host;
        this.trees = List.copyOf(trees);
        for (String recording : List.of("truenas-scale.txt", "truenas-core.txt")) {
            for (String line : Files.readAllLines(RECORDINGS.resolve(recording))) {
                String path = line.substring(0, line.lastIndexOf(' ') + 1);
                boolean other = OTHER_RELEASE.matcher(path).find();
                paths.add(other ? path.replace(".nas01.", ".nas02.") : path);
            }
        }
        var _ = clock.scheduleAtFixedRate(this::send, 0, 1, TimeUnit.SECONDS);
    }

    private void send() {
        try {
            host.receive(BYTES_A_SECOND);
            for (ZfsTree tree : trees) {
                tree.read(READS_A_SECOND);
            }
            Instant now = Instant.now();
            if (now.getEpochSecond() == last) {
                return;
            }
            last = now.getEpochSecond();
            String time = now.getEpochSecond() + "\n";
            send(graphite, String.join(time, paths) + time);
            send(
                    syslog,
                    "<30>1 %s nas01.home middlewared 4711 - - heartbeat of the homelab\n"
                            .formatted(now));
        } catch (IOException closing) {
            // The agent ends before its senders do; the next second tries again.
        }
    }

    /// Sends text over a connection of its own.
    static void send(int port, String lines) throws IOException {
        try (var socket = new Socket("127.0.0.1", port);
                OutputStream out = socket.getOutputStream()) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clock.close();
    }
}
