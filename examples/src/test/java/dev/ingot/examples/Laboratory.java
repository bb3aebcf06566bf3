package dev.ingot.examples;

import dev.ingot.agent.Homelab;
import dev.ingot.agent.Homelab.Port;
import dev.ingot.agent.OtlpBackend;
import dev.ingot.agent.RealPrometheus;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.Opened;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/// The homelab, a Prometheus that scrapes it each second and knows the alert rules, and one guest's
/// inside. Things also go wrong there, since dashboards and alerts show that too: a backend is
/// away, another refuses everything, and somebody sends what is no Graphite.
final class Laboratory implements AutoCloseable {
    /// The guest whose inside is scraped.
    static final String GUEST = "web";

    /// The files of the alert rules.
    static final List<String> RULES = List.of("truenas.yml", "proxmox.yml", "zfs.yml", "ingot.yml");

    private static final Path ALERTS = Path.of("alerts").toAbsolutePath();

    private final Opened running = new Opened();
    private final Homelab lab;
    private final OtlpBackend backend;
    private final Answers answers;
    private final int datagrams = FreePorts.one();

    /// @param directory an empty folder with a short path
    Laboratory(Path directory) throws IOException {
        backend = running.add(new OtlpBackend());
        MockWebServer refusing = running.add(new MockWebServer());
        refusing.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        return new MockResponse.Builder().code(400).build();
                    }
                });
        refusing.start();
        lab =
                running.add(
                        new Homelab(
                                Files.createDirectory(directory.resolve("lab")),
                                backend.endpoint(),
                                trouble("http://127.0.0.1:" + refusing.getPort())));
        InsideGuest guest = running.add(new InsideGuest(directory));
        RealPrometheus prometheus =
                running.add(new RealPrometheus(directory, configuration(directory, guest)));
        answers = running.add(new Answers(prometheus.url()));
        lab.awaitEverything();
    }

    private String[] trouble(String refusing) throws IOException {
        String away = "http://127.0.0.1:" + FreePorts.one();
        return """
        exporters.otlp_http/refused.endpoint=%1$s
        exporters.otlp_http/away.endpoint=%2$s
        exporters.otlp_http/away.sending_queue.queue_size=2
        exporters.otlp_http/away.sending_queue.overflow=drop_oldest
        exporters.otlp_http/away.retry_on_failure.initial_interval=100ms
        receivers.proxmox/away.collection_interval=1s
        receivers.proxmox/away.clusters=[{name: pve3.home, endpoints: "%2$s", token_id: a@pve!b, token_secret: c}]
        receivers.syslog/lost.udp.listen_address=127.0.0.1:%3$d
        service.pipelines.metrics/lost.receivers=[graphite, proxmox/away]
        service.pipelines.metrics/lost.exporters=[otlp_http/refused, otlp_http/away]
        service.pipelines.logs/lost.receivers=[syslog, syslog/lost]
        service.pipelines.logs/lost.exporters=[otlp_http/refused, otlp_http/away]
        """
                .formatted(refusing, away, datagrams)
                .lines()
                .toArray(String[]::new);
    }

    private String configuration(Path directory, InsideGuest guest) throws IOException {
        Path rules = Files.createDirectory(directory.resolve("rules"));
        for (String name : RULES) {
            // A minute between two evaluations would be a minute of waiting here.
            Files.writeString(
                    rules.resolve(name),
                    Files.readString(ALERTS.resolve(name))
                            .replace("interval: 1m\n", "interval: 1s\n"));
        }
        return """
        global: {scrape_interval: 1s}
        rule_files: [%s/*.yml]
        scrape_configs:
          - job_name: ingot
            honor_labels: true
            static_configs: [{targets: ["127.0.0.1:%d"]}]
          - job_name: ingot-self
            static_configs: [{targets: ["127.0.0.1:%d"]}]
          - job_name: alloy
            static_configs: [{targets: %s, labels: {host: %s}}]
        """
                .formatted(
                        rules, lab.port(Port.BRIDGE), lab.port(Port.OWN), guest.targets(), GUEST);
    }

    Answers answers() {
        return answers;
    }

    /// The attributes of every resource that a log record came from.
    Set<Map<String, String>> logSources() {
        return backend.logSources();
    }

    /// Sends a line that no Graphite is, and a message of syslog by UDP.
    void send() throws IOException {
        var here = InetAddress.getLoopbackAddress();
        try (var socket = new Socket(here, lab.port(Port.GRAPHITE));
                OutputStream out = socket.getOutputStream();
                var datagram = new DatagramSocket()) {
            out.write("what is this?\n".getBytes(StandardCharsets.UTF_8));
            byte[] message = "<30>1 - nas01.home - - - - by UDP".getBytes(StandardCharsets.UTF_8);
            datagram.send(new DatagramPacket(message, message.length, here, datagrams));
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
