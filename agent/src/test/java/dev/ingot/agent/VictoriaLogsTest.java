package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A current VictoriaLogs by the file of `examples/otlp`, only the address is the test's: what it
/// answers to LogsQL about what syslog brought.
@Tag("go")
class VictoriaLogsTest {
    private static final Path PRESET = Path.of("../examples/otlp/victorialogs.yaml");
    private static final String PRESET_ADDRESS = "http://victorialogs:9428/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = FreePorts.one();
    private final int syslog = FreePorts.one();
    private final String address = "http://127.0.0.1:" + port + "/";
    @TempDir Path directory;
    private RealProgram logs;
    private Agent ingot;

    VictoriaLogsTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        logs =
                RealProgram.start(
                        "golang",
                        directory,
                        PeersTest.peer("victoria-logs"),
                        "-storageDataPath=" + directory.resolve("logs"),
                        "-httpListenAddr=127.0.0.1:" + port);
        logs.awaitTcp(port);
        String text = Files.readString(PRESET);
        assertThat(text).contains(PRESET_ADDRESS);
        Path preset = directory.resolve("victorialogs.yaml");
        Files.writeString(preset, text.replace(PRESET_ADDRESS, address));
        String here = "127.0.0.1:" + syslog;
        ingot =
                RunningAgent.started(
                        List.of(preset.toString()),
                        List.of(
                                "receivers.syslog.tcp.listen_address=" + here,
                                "receivers.syslog.udp.listen_address=" + here,
                                "service.telemetry.metrics.address=127.0.0.1:" + FreePorts.one()),
                        Map.of());
    }

    @AfterEach
    void stop() {
        ingot.close();
        logs.close();
    }

    @Test
    void aMessageHasItsNanosecondsSeverityAndStructuredDataAsFields() throws IOException {
        // Of the present, since what is older than a week is refused.
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusNanos(123456789).toString();
        String message =
                """
                <11>1 %s nas01.home smbd 77 ID47 [share@1 name="käse" mode="a\\"b"] disk is full
                """
                        .formatted(time);
        HomelabSenders.send(syslog, message);
        awaitRecords("*", 1);
        Map<String, String> fields = records("*").getFirst();
        assertThat(fields.remove("_stream_id")).isNotEmpty();
        assertThat(fields)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("_time", time),
                                Map.entry(
                                        "_stream",
                                        "{host.name=\"nas01.home\",service.name=\"smbd\"}"),
                                Map.entry("_msg", message.strip()),
                                Map.entry("message", "disk is full"),
                                Map.entry("severity_number", "17"),
                                Map.entry("severity_text", "err"),
                                Map.entry("structured_data.share@1.name", "käse"),
                                Map.entry("structured_data.share@1.mode", "a\"b"),
                                Map.entry("host.name", "nas01.home"),
                                Map.entry("service.name", "smbd"),
                                Map.entry("hostname", "nas01.home"),
                                Map.entry("appname", "smbd"),
                                Map.entry("proc_id", "77"),
                                Map.entry("msg_id", "ID47"),
                                Map.entry("priority", "11"),
                                Map.entry("facility", "1"),
                                Map.entry("facility_text", "user"),
                                Map.entry("version", "1"),
                                Map.entry("net.peer.ip", "127.0.0.1"),
                                Map.entry("network.peer.address", "127.0.0.1")));
    }

    @Test
    void everyLineOfARealSenderIsThereOnceInTheStreamOfItsProgram() throws IOException {
        Path lines = directory.resolve("lines.txt");
        List<String> sent =
                IntStream.range(0, 500)
                        .mapToObj(i -> "line %03d of a backup".formatted(i))
                        .toList();
        Files.write(lines, sent);
        logger("--tcp", "--rfc5424", "--octet-count", "--tag", "backup", "-f", lines.toString());
        logger("--udp", "--rfc3164", "--tag", "sshd", "-p", "auth.err", "login refused");
        awaitRecords("{service.name=\"backup\"}", sent.size());
        awaitRecords("{service.name=\"sshd\"} severity_text:err", 1);
        assertThat(records("{service.name=\"backup\"}"))
                .extracting(fields -> fields.get("message"))
                .containsExactlyInAnyOrderElementsOf(sent);
        assertThat(records("* | stats by (_stream) count()")).hasSize(2);
    }

    private void logger(String... options) {
        List<String> command = new ArrayList<>(List.of("logger", "--server", "127.0.0.1"));
        command.addAll(List.of("--port", String.valueOf(syslog)));
        command.addAll(List.of(options));
        RealProgram.run("bsdutils", directory, command.toArray(String[]::new));
    }

    private void awaitRecords(String query, int count) {
        Await.until(
                count + " records of " + query,
                Duration.ofSeconds(60),
                () -> {
                    int found = records(query).size();
                    if (found < count) {
                        throw new IOException(found + " of them");
                    }
                    return true;
                });
    }

    /// The fields of every record that a LogsQL query finds.
    private List<Map<String, String>> records(String query) throws IOException {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        var answer = Http.get(address + "select/logsql/query?query=" + encoded);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<Map<String, String>> records = new ArrayList<>();
        for (String line : answer.body().lines().toList()) {
            records.add(JSON.readValue(line, new TypeReference<TreeMap<String, String>>() {}));
        }
        return records;
    }
}
