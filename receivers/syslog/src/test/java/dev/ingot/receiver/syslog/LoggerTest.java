package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.LogRecord;
import dev.ingot.testkit.RealProgram;
import io.opentelemetry.api.logs.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The logger of util-linux plays the sender.
class LoggerTest {
    @TempDir Path directory;

    @Test
    void rfc5424OverUdp() throws IOException {
        LogRecord log =
                log(
                        Station.UDP,
                        "--udp",
                        "--rfc5424",
                        "--msgid",
                        "M1",
                        "--sd-id",
                        "zfs@1",
                        "--sd-param",
                        "pool=\"tank\"");
        assertThat(log.fields().value("version")).isEqualTo(1L);
        assertThat(log.fields().value("msg_id")).isEqualTo("M1");
        assertThat(log.fields().toString())
                .contains("\"zfs@1\":{\"pool\":\"tank\"}", "\"timeQuality\":{");
    }

    @Test
    void rfc5424OverTcp() throws IOException {
        LogRecord log = log(Station.TCP, "--tcp", "--rfc5424=notq");
        assertThat(log.fields().value("version")).isEqualTo(1L);
        assertThat(log.fields().value("structured_data")).isNull();
    }

    @Test
    void rfc5424OverTcpWithCounts() throws IOException {
        LogRecord log = log(Station.TCP, "--tcp", "--rfc5424=notq", "--octet-count");
        assertThat(log.fields().value("version")).isEqualTo(1L);
    }

    @Test
    void rfc3164OverUdp() throws IOException {
        assertThat(log(Station.UDP, "--udp", "--rfc3164").fields().value("version")).isNull();
    }

    @Test
    void rfc3164OverTcp() throws IOException {
        assertThat(log(Station.TCP, "--tcp", "--rfc3164").fields().value("version")).isNull();
    }

    private LogRecord log(String yaml, String... options) throws IOException {
        try (var station = new Station(yaml, InstantSource.system())) {
            boolean tcp = yaml.equals(Station.TCP);
            InetSocketAddress to =
                    tcp ? station.receiver.tcpAddress() : station.receiver.udpAddress();
            Instant before = Instant.now().minusSeconds(1);
            var command = new ArrayList<>(List.of("logger", "--server", "127.0.0.1"));
            command.addAll(List.of("--port", String.valueOf(to.getPort())));
            command.addAll(List.of("--priority", "local7.warning", "--tag", "backup", "--id=42"));
            command.addAll(List.of(options));
            command.add("snapshot 'tank@auto' done");
            RealProgram.run("bsdutils", directory, command.toArray(String[]::new));
            LogRecord log = station.log();
            assertThat(Instant.ofEpochSecond(0, log.getTimestampEpochNanos()))
                    .isBetween(before, Instant.now());
            assertCommon(log);
            assertThat(station.telemetry.text()).doesNotContain("left_out", "rejected", "refused");
            return log;
        }
    }

    private static void assertCommon(LogRecord log) throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        assertThat(log.fields().value("appname")).isEqualTo("backup");
        assertThat(log.fields().value("proc_id")).isEqualTo("42");
        assertThat(String.valueOf(log.fields().value("hostname"))).startsWith(host);
        assertThat(log.fields().value("facility")).isEqualTo(23L);
        assertThat(log.fields().value("facility_text")).isEqualTo("local7");
        assertThat(log.fields().value("priority")).isEqualTo(188L);
        assertThat(log.fields().value("message")).isEqualTo("snapshot 'tank@auto' done");
        assertThat(log.fields().value("syslog.parse_error")).isNull();
        assertThat(log.fields().value("net.peer.ip")).isEqualTo("127.0.0.1");
        assertThat(log.getSeverity()).isEqualTo(Severity.WARN);
        assertThat(log.getSeverityText()).isEqualTo("warning");
    }
}
