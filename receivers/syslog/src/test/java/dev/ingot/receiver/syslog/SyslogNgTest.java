package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.LogRecord;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.SyslogNg;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real syslog-ng, which is what TrueNAS sends with, plays the sender.
class SyslogNgTest {
    private static final String TEXT = "Grüße: pool 'tank' is at 81% [zfs] \"ok\"";

    @TempDir Path directory;

    @Test
    void rfc5424OverTcpIsOctetCounted() throws IOException {
        LogRecord log = sent(Station.TCP, "syslog(\"127.0.0.1\" transport(tcp) port(%d))");
        assertThat(log.fields().value("version")).isEqualTo(1L);
        assertThat(log.fields().value("structured_data"))
                .isEqualTo(Value.of(KeyValue.of("meta", sequence())));
        assertCommon(log);
    }

    @Test
    void rfc5424OverUdpIsADatagramEach() throws IOException {
        LogRecord log = sent(Station.UDP, "syslog(\"127.0.0.1\" transport(udp) port(%d))");
        assertThat(log.fields().value("version")).isEqualTo(1L);
        assertThat(log.fields().value("structured_data"))
                .isEqualTo(Value.of(KeyValue.of("meta", sequence())));
        assertCommon(log);
    }

    @Test
    void theLegacyFormOverTcpIsALineEach() throws IOException {
        LogRecord log = sent(Station.TCP, "network(\"127.0.0.1\" transport(tcp) port(%d))");
        assertThat(log.fields().value("version")).isNull();
        assertThat(log.fields().value("structured_data")).isNull();
        assertCommon(log);
    }

    @Test
    void theLegacyFormOverUdpIsADatagramEach() throws IOException {
        LogRecord log = sent(Station.UDP, "network(\"127.0.0.1\" transport(udp) port(%d))");
        assertThat(log.fields().value("version")).isNull();
        assertThat(log.fields().value("structured_data")).isNull();
        assertCommon(log);
    }

    @Test
    void theLegacyFormWithIsoTimesIsRead() throws IOException {
        LogRecord log =
                sent(Station.TCP, "network(\"127.0.0.1\" transport(tcp) port(%d) ts-format(iso))");
        assertThat(log.fields().value("version")).isNull();
        assertThat(log.fields().value("structured_data")).isNull();
        assertCommon(log);
    }

    private static Value<?> sequence() {
        return Value.of(KeyValue.of("sequenceId", Value.of("1")));
    }

    private LogRecord sent(String yaml, String destination) throws IOException {
        try (var station = new Station(yaml, InstantSource.system())) {
            boolean tcp = yaml.equals(Station.TCP);
            int port =
                    tcp
                            ? station.receiver.tcpAddress().getPort()
                            : station.receiver.udpAddress().getPort();
            Instant before = Instant.now().minusSeconds(1);
            try (var sender = new SyslogNg(directory, destination.formatted(port))) {
                sender.log("daemon.err", "zed", TEXT);
                Await.until(
                        "the message; syslog-ng said: " + sender.output(),
                        Duration.ofSeconds(30),
                        () -> station.recorder.size() >= 1);
            }
            LogRecord log = station.log();
            assertThat(Instant.ofEpochSecond(0, log.getTimestampEpochNanos()))
                    .isBetween(before, Instant.now());
            assertThat(log.getObservedTimestampEpochNanos())
                    .isGreaterThanOrEqualTo(log.getTimestampEpochNanos());
            assertThat(station.telemetry.text()).doesNotContain("left_out", "rejected", "refused");
            return log;
        }
    }

    /// Every field but the version, which tells the dialects apart.
    private static void assertCommon(LogRecord log) throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        assertThat(log.fields().value("appname")).isEqualTo("zed");
        assertThat(log.fields().value("proc_id")).isEqualTo("4711");
        assertThat(log.fields().value("hostname")).isEqualTo(host);
        assertThat(log.fields().value("facility")).isEqualTo(3L);
        assertThat(log.fields().value("facility_text")).isEqualTo("daemon");
        assertThat(log.fields().value("priority")).isEqualTo(27L);
        assertThat(log.fields().value("message")).isEqualTo(TEXT);
        assertThat(log.fields().value("msg_id")).isNull();
        assertThat(log.fields().value("syslog.parse_error")).isNull();
        assertThat(log.fields().value("net.peer.ip")).isEqualTo("127.0.0.1");
        assertThat(log.fields().value("network.peer.address")).isEqualTo("127.0.0.1");
        assertThat(log.getSeverity()).isEqualTo(Severity.ERROR);
        assertThat(log.getSeverityText()).isEqualTo("err");
        assertThat(String.valueOf(log.getBodyValue())).contains("<27>", TEXT);
        assertThat(log.origin().toString())
                .isEqualTo("{host.name=\"" + host + "\", service.name=\"zed\"}");
    }
}
