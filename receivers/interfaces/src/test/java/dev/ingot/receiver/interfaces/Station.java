package dev.ingot.receiver.interfaces;

import dev.ingot.component.Context;
import dev.ingot.poll.Poller;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.ManualClock;
import dev.ingot.testkit.Recorder;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A receiver whose rounds a test runs one by one.
final class Station implements AutoCloseable {
    private final Telemetry telemetry = new Telemetry();
    private Recorder recorder = new Recorder();
    private final InterfacesReceiver receiver;
    private final Poller poller;

    Station(String yaml) {
        var context =
                new Context(
                        "interfaces",
                        (signal, whenFull) -> recorder.accept(signal, whenFull),
                        new ManualClock("2026-11-21T10:00:00Z"),
                        telemetry.tally("receiver", "interfaces"),
                        Duration.ofSeconds(2));
        receiver = new InterfacesReceiver(new Written(patient(yaml)).config(), context);
        receiver.startLookups();
        poller = receiver.poller();
    }

    /// A loaded machine must not make a round miss its owners.
    private static String patient(String yaml) {
        return Stream.of("timeout: 60s", "lookup_wait: 30s", "lookup_timeout: 20s")
                .filter(option -> !("\n" + yaml).contains("\n" + option.replaceFirst(" .*", "")))
                .collect(Collectors.joining("\n", yaml + "\n", "\n"));
    }

    /// Runs a round.
    ///
    /// @return its points, `name{labels} value` a line, without times and durations
    String round() throws InterruptedException {
        poll();
        return recorder.text()
                .replace(" @2026-11-21T10:00:00Z", "")
                .replaceAll("(_duration_seconds\\S* ).*", "$1…");
    }

    /// Runs a round without looking at it.
    void poll() throws InterruptedException {
        recorder = new Recorder();
        poller.round();
    }

    /// The labels of an interface in a round.
    ///
    /// @return such as `{instance=web, instance_type=docker, interface=veth1, state=up}`, empty
    ///   where it is not reported
    String labels(String device) throws InterruptedException {
        return labelsIn(round(), device);
    }

    static String labelsIn(String round, String device) {
        return round.lines()
                .filter(line -> line.startsWith("net_interface_rx_bytes_total{"))
                .filter(line ->
                        line.contains("interface=" + device + "}")
                                || line.contains("interface=" + device + ","))
                .filter(line -> !line.endsWith(" stale"))
                .map(line -> line.substring(line.indexOf('{'), line.indexOf('}') + 1))
                .collect(Collectors.joining("\n"));
    }

    /// What a round of a host without a name says of a collector that fails.
    static String failure(String collector) {
        return "net_interface_scrape_success{collector=" + collector + ", job=truenas-net} 0.0";
    }

    InterfacesReceiver receiver() {
        return receiver;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
