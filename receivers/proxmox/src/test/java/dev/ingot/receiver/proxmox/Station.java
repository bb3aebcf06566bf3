package dev.ingot.receiver.proxmox;

import dev.ingot.component.Context;
import dev.ingot.poll.Poller;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.ManualClock;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.time.Duration;

/// A receiver whose rounds a test runs one by one.
final class Station implements AutoCloseable {
    static final String TOKEN = "token_id: '" + PveServer.TOKEN + "', token_secret: secret";
    static final String PASSWORD = "user: " + PveServer.USER + ", password: secret";

    private final Telemetry telemetry = new Telemetry();
    private Recorder recorder = new Recorder();
    private final ProxmoxReceiver receiver;
    private final Poller poller;

    /// @param cluster the options of the cluster beside its name, in braces' form
    /// @param more options of the receiver
    Station(String cluster, String more) throws IOException {
        var context =
                new Context(
                        "proxmox",
                        (signal, whenFull) -> recorder.accept(signal, whenFull),
                        new ManualClock("2026-11-21T10:00:00Z"),
                        telemetry.tally("receiver", "proxmox"),
                        Duration.ofSeconds(2));
        receiver =
                new ProxmoxReceiver(
                        new Written(
                                        """
                                        %s
                                        %s
                                        clusters:
                                          - {name: home, %s}
                                        """
                                                .formatted(
                                                        more.contains("max_requests_per_second")
                                                                ? ""
                                                                : "max_requests_per_second: 1000",
                                                        more,
                                                        cluster))
                                .config(),
                        context);
        poller = receiver.poller();
    }

    static Station of(PveServer server, String more) throws IOException {
        return new Station("endpoints: '" + server.url() + "', " + TOKEN, more);
    }

    /// Runs a round.
    ///
    /// @return its points, `name{labels} value` a line, without times, durations and what is the
    ///   same on all of them
    String round() throws InterruptedException {
        poll();
        return recorder.text()
                .replace(" @2026-11-21T10:00:00Z", "")
                .replace("instance=home, job=proxmox, ", "")
                .replaceAll("(, )?instance=home, job=proxmox}", "}")
                .replaceAll("(_duration_seconds\\{collector\\S* ).*", "$1…");
    }

    /// Runs a round without looking at it.
    void poll() throws InterruptedException {
        recorder = new Recorder();
        poller.round();
    }

    Recorder recorder() {
        return recorder;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
