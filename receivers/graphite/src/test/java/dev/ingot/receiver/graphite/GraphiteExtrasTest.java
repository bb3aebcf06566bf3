package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.ManualClock;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pickle, expiry, the allow-list and the explanation, from a configuration to what arrives.
class GraphiteExtrasTest {
    private static final String PICKLE =
            "{tcp: {endpoint: '127.0.0.1:0'}, pickle: {endpoint: '127.0.0.1:0'}}";

    @TempDir Path directory;

    private static void sendPickle(Listening listening, int length, String message)
            throws IOException {
        var address = listening.receiver.pickleAddress();
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(length);
            out.write(message.getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void pickleMessagesBecomePoints() throws Exception {
        String message = "(lp0\n(S'a.b'\n(I1700000000\nF1.5\ntt a.".replace("tt a", "ttp1\na");
        try (var listening = Listening.on(PICKLE)) {
            sendPickle(listening, message.length(), message);
            assertThat(listening.recorder.text())
                    .isEqualTo("a_b{job=graphite} 1.5 @2023-11-14T22:13:20Z\n");
            assertThat(listening.telemetry.text())
                    .contains("points{receiver=graphite, transport=pickle} 1");
        }
    }

    @Test
    void badPickleMessagesAreCountedAndTheNextIsRead() throws Exception {
        try (var listening = Listening.on(PICKLE)) {
            sendPickle(listening, 3, "abc");
            sendPickle(listening, -1, "");
            sendPickle(listening, (1 << 20) + 1, "");
            sendPickle(listening, 100, "cut");
            Await.until(
                    "all to be counted",
                    () ->
                            listening
                                    .telemetry
                                    .text()
                                    .contains(
                                            "{reason=pickle, receiver=graphite, transport=pickle} 4"));
            pickleIsStillRead(listening);
        }
    }

    private static void pickleIsStillRead(Listening listening) throws IOException {
        String message = "(lp0\n(S'a'\n(I1\nI2\ntta.";
        sendPickle(listening, message.length(), message);
        listening.recorder.await(1);
    }

    @Test
    void aSeriesWithoutSamplesEndsOnceAndBeginsAgain() throws Exception {
        var clock = new ManualClock("2026-01-01T00:00:00Z");
        var config = new Written("{endpoint: '127.0.0.1:0', sample_expiry: 5m}").config();
        try (var listening = new Listening(config, clock)) {
            listening.converse("slow 1 1000\n");
            clock.advance(Duration.ofMinutes(4));
            listening.receiver.expire();
            listening.converse("quick 1 1000\n");
            clock.advance(Duration.ofMinutes(2));
            listening.receiver.expire();
            listening.receiver.expire();
            assertThat(listening.recorder.text())
                    .isEqualTo(
                            """
                            slow{job=graphite} 1 @1970-01-01T00:16:40Z
                            quick{job=graphite} 1 @1970-01-01T00:16:40Z
                            slow{job=graphite} stale @2026-01-01T00:06:00Z
                            """);
            listening.converse("slow 2 2000\n");
            assertThat(listening.recorder.size()).isEqualTo(4);
        }
    }

    @Test
    void seriesEndByThemselves() throws Exception {
        try (var listening = Listening.on("{endpoint: '127.0.0.1:0', sample_expiry: 50ms}")) {
            listening.converse("a 1\n");
            Await.until("its end", () -> listening.recorder.text().contains("stale"));
        }
    }

    @Test
    void sendersFromElsewhereAreRejected() throws Exception {
        try (var listening =
                Listening.on(
                        "{tcp: {endpoint: '127.0.0.1:0'}, udp: {endpoint: '127.0.0.1:0'},"
                                + " allow: [10.0.0.0/8]}")) {
            listening.converse("");
            Listening.datagram(listening.receiver, "a 1\n".getBytes(UTF_8));
            Await.until(
                    "both to be counted",
                    () ->
                            listening
                                            .telemetry
                                            .text()
                                            .contains("sender, receiver=graphite, transport=tcp} 1")
                                    && listening
                                            .telemetry
                                            .text()
                                            .contains(
                                                    "sender, receiver=graphite, transport=udp} 1"));
            assertThat(listening.recorder.size()).isZero();
        }
    }

    @Test
    void aMappingFileOfTheUsersOwnIsUsed() throws Exception {
        Path file = directory.resolve("map.yaml");
        Files.writeString(
                file,
                """
                mappings:
                - match: proxmox.*.cpu
                  name: node_cpu_percent
                  labels: {node: $1}
                  scale: 100
                """);
        try (var listening =
                Listening.on(
                        "{endpoint: '127.0.0.1:0', strict_match: true, mapping: " + file + "}")) {
            listening.converse("proxmox.pve1.cpu 0.25 1700000000\nother 1 1700000000\n");
            assertThat(listening.recorder.text())
                    .isEqualTo(
                            "node_cpu_percent{job=graphite, node=pve1} 25.0"
                                    + " @2023-11-14T22:13:20Z\n");
            assertThat(listening.telemetry.text())
                    .contains("dropped_total{reason=strict_match, receiver=graphite,");
        }
    }

    @Test
    void theExplanationSaysWhatLinesBecome() throws Exception {
        assertThat(
                        explain(
                                "truenas-scale",
                                false,
                                "truenas.nas.system.load.load1\na b c d\n;x 1\n"))
                .isEqualTo(
                        """
                        truenas.nas.system.load.load1
                            system_load{host=nas, job=truenas, kind=load1}    (truenas-scale:9)
                        a b c d
                            rejected: fields: not `path value` or `path value timestamp`
                        ;x 1
                            rejected: path: a path without a name before its tags, or with a control\
                         character
                        """);
        assertThat(explain("truenas-scale", true, "a.b;c=d 1\n"))
                .isEqualTo("a.b;c=d 1\n    dropped: strict_match    (no rule)\n");
        assertThat(explain("/no/such/file", false, ""))
                .startsWith("cannot read /no/such/file: no such file")
                .endsWith("exit 1");
    }

    private static String explain(String mapping, boolean strict, String lines) throws IOException {
        var out = new StringWriter();
        int code =
                GraphiteReceiver.explain(
                        List.of(mapping),
                        strict,
                        new BufferedReader(new StringReader(lines)),
                        new PrintWriter(out),
                        new PrintWriter(out));
        return out + (code == 0 ? "" : "exit " + code);
    }
}
