package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.LogRecord;
import dev.ingot.testkit.Await;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyslogReceiverTest {
    private static final String GOOD = "<13>1 2003-10-11T22:14:15Z h a p m - good";

    @Test
    void everyFieldOfARecordIsSet() throws IOException {
        String message =
                "<165>1 2003-10-11T22:14:15.003Z mymachine evntslog 17 ID47"
                        + " [a x=\"1\"][b] An entry";
        try (var station = new Station(Station.TCP)) {
            station.stream(message + "\n");
            LogRecord log = station.log();
            assertThat(log.getBodyValue()).isEqualTo(Value.of(message));
            assertThat(log.getTimestampEpochNanos()).isEqualTo(1_065_910_455_003_000_000L);
            assertThat(log.getObservedTimestampEpochNanos())
                    .isEqualTo(Sample.NOW.getEpochSecond() * 1_000_000_000);
            assertThat(log.getSeverity()).isEqualTo(Severity.INFO2);
            assertThat(log.getSeverityText()).isEqualTo("notice");
            assertThat(log.fields())
                    .hasToString(
                            "{appname=evntslog, facility=20, facility_text=local4,"
                                    + " hostname=mymachine, message=An entry, msg_id=ID47, priority=165, proc_id=17,"
                                    + " structured_data={\"a\":{\"x\":\"1\"},\"b\":{}}, version=1,"
                                    + " net.peer.ip=127.0.0.1, network.peer.address=127.0.0.1}");
            assertThat(log.fields().value("facility")).isEqualTo(20L);
            assertThat(log.origin())
                    .hasToString("{host.name=\"mymachine\", service.name=\"evntslog\"}");
        }
    }

    @Test
    void bothDialectsAndBothFramingsShareAConnection() throws IOException {
        try (var station = new Station(Station.TCP)) {
            station.stream(
                    GOOD
                            + "\n"
                            + "24 <34>Oct 11 22:14:15 h t\n"
                            + GOOD.length()
                            + " "
                            + GOOD
                            + "tail");
            assertThat(station.logs(4))
                    .extracting(log -> log.fields().value("message"))
                    .containsExactly("good", "t", "good", null);
            assertThat(station.logs(4).get(3).fields().value("syslog.parse_error"))
                    .isEqualTo("no priority such as `<13>` and no time");
        }
    }

    @Test
    void severitiesAreNumberedAsTheCollectorDoes() throws IOException {
        try (var station = new Station(Station.TCP)) {
            for (int i = 0; i < 8; i++) {
                station.stream("<" + i + ">t\n");
            }
            assertThat(station.logs(8))
                    .extracting(LogRecord::getSeverity)
                    .containsExactly(
                            Severity.FATAL,
                            Severity.ERROR3,
                            Severity.ERROR2,
                            Severity.ERROR,
                            Severity.WARN,
                            Severity.INFO2,
                            Severity.INFO,
                            Severity.DEBUG);
            assertThat(station.logs(8))
                    .extracting(LogRecord::getSeverityText)
                    .containsExactly(
                            "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
        }
    }

    @Test
    void recordsOfOneServiceAndHostShareTheirOrigin() throws IOException {
        try (var station = new Station(Station.TCP)) {
            station.stream(GOOD + "\n");
            station.stream(GOOD + "\n");
            List<LogRecord> logs = station.logs(2);
            assertThat(logs.get(0).origin()).isSameAs(logs.get(1).origin());
        }
    }

    @Test
    void whatCannotBeReadIsKeptAndCounted() throws IOException {
        try (var station = new Station(Station.UDP)) {
            station.datagram("neither one nor the other");
            LogRecord log = station.log();
            assertThat(log.getBodyValue()).isEqualTo(Value.of("neither one nor the other"));
            assertThat(log.fields())
                    .hasToString(
                            "{syslog.parse_error=no priority such as `<13>` and no time,"
                                    + " net.peer.ip=127.0.0.1, network.peer.address=127.0.0.1}");
            assertThat(log.origin())
                    .hasToString("{host.name=\"127.0.0.1\", service.name=\"syslog\"}");
            assertThat(log.getTimestampEpochNanos()).isZero();
            assertThat(log.getSeverity()).isEqualTo(Severity.UNDEFINED_SEVERITY_NUMBER);
            assertThat(station.telemetry.text())
                    .contains("ingot_receiver_left_out_total{reason=parse_error")
                    .contains("otelcol_receiver_accepted_log_records");
        }
    }

    @Test
    void whatCannotBeReadIsDroppedWhereThatIsConfigured() throws IOException {
        try (var station = new Station(Station.TCP + "on_error: drop\n")) {
            station.stream("neither\n" + GOOD + "\n");
            assertThat(station.log().fields().value("message")).isEqualTo("good");
            assertThat(station.telemetry.text())
                    .contains("ingot_receiver_dropped_total{reason=parse_error");
        }
    }

    @Test
    void bytesThatAreNoUtf8AreReadAsLatin1() throws IOException {
        try (var station = new Station(Station.UDP)) {
            byte[] bytes =
                    "<13>Jan  1 00:00:00 h a: Gr\u00fc\u00dfe"
                            .getBytes(StandardCharsets.ISO_8859_1);
            Station.datagram(station.receiver, bytes);
            LogRecord log = station.log();
            assertThat(log.fields().value("message")).isEqualTo("Gr\u00fc\u00dfe");
            assertThat(log.getBodyValue())
                    .isEqualTo(Value.of("<13>Jan  1 00:00:00 h a: Gr\u00fc\u00dfe"));
            assertThat(station.telemetry.text())
                    .contains("ingot_receiver_left_out_total{reason=encoding");
        }
    }

    @Test
    void textInTheConfiguredEncodingIsRead() throws IOException {
        String udp = "udp: {listen_address: '127.0.0.1:0', encoding: windows-1252}\n";
        try (var station = new Station(udp)) {
            Station.datagram(
                    station.receiver, new byte[] {'<', '1', '>', 'a', ':', ' ', (byte) 0x80});
            assertThat(station.log().fields().value("message")).isEqualTo("\u20ac");
        }
    }

    @Test
    void aDatagramOfSeveralMessagesIsTakenApart() throws IOException {
        try (var station = new Station(Station.UDP)) {
            station.datagram("<13>a: one\n\tat line two\n<14>b: three\n");
            assertThat(station.logs(2))
                    .extracting(log -> log.fields().value("message"))
                    .containsExactly("one\n\tat line two", "three");
        }
        try (var station =
                new Station("udp: {listen_address: '127.0.0.1:0', one_log_per_packet: true}")) {
            station.datagram("<13>a: one\n<14>b: two\n");
            assertThat(station.log().fields().value("message")).isEqualTo("one\n<14>b: two");
        }
    }

    @Test
    void aCountInADatagramIsNoPartOfTheMessage() throws IOException {
        try (var station = new Station(Station.UDP)) {
            station.datagram("10 <13>a: one");
            assertThat(station.log().getBodyValue()).isEqualTo(Value.of("<13>a: one"));
        }
    }

    @Test
    void attributesResourceAndServiceAreAddedAsConfigured() throws IOException {
        String yaml =
                """
                attributes: {site: cellar}
                resource: {deployment.environment.name: home}
                service_name: truenas
                peer_attributes: false
                """;
        try (var station = new Station(Station.TCP + yaml)) {
            station.stream("<13>a: t\n");
            LogRecord log = station.log();
            assertThat(log.fields())
                    .hasToString(
                            "{appname=a, facility=1, facility_text=user, message=t,"
                                    + " priority=13, site=cellar}");
            assertThat(log.origin())
                    .hasToString(
                            "{deployment.environment.name=\"home\", host.name=\"127.0.0.1\","
                                    + " service.name=\"truenas\"}");
        }
    }

    @Test
    void theConnectionIsDescribedWhereThatIsConfigured() throws IOException {
        String tcp = "tcp: {listen_address: '127.0.0.1:0', add_attributes: true}\n";
        try (var station = new Station(tcp);
                var socket = station.connect()) {
            socket.getOutputStream().write("<13>a: t\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(station.log().fields().toString())
                    .contains(
                            "net.peer.port=" + socket.getLocalPort(),
                            "net.host.port=" + socket.getPort(),
                            "net.host.ip=127.0.0.1",
                            "net.transport=IP.TCP");
        }
    }

    @Test
    void blanksAroundAMessageAreKeptOnlyWhereConfigured() throws IOException {
        try (var station = new Station(Station.TCP)) {
            station.stream("  <13>a: t \t\r\n   \n");
            assertThat(station.log().getBodyValue()).isEqualTo(Value.of("<13>a: t"));
        }
        String tcp =
                "tcp: {listen_address: '127.0.0.1:0', preserve_leading_whitespaces: true,"
                        + " preserve_trailing_whitespaces: true}";
        try (var station = new Station(tcp)) {
            station.stream("<13>a: t \t\r\n");
            assertThat(station.log().getBodyValue()).isEqualTo(Value.of("<13>a: t \t"));
        }
    }

    @Test
    void severalSourcesListenWithOptionsOfTheirOwn() throws IOException {
        String yaml =
                """
                listeners:
                  - tcp: {listen_address: "127.0.0.1:0"}
                    location: Europe/Berlin
                  - udp: {listen_address: "127.0.0.1:0"}
                    protocol: rfc5424
                """;
        try (var station = new Station(yaml)) {
            station.stream("<13>Jan  1 01:00:00 h a: t\n");
            assertThat(station.log().getTimestampEpochNanos())
                    .isEqualTo(1_767_225_600_000_000_000L);
            station.datagram("<13>Jan  1 01:00:00 h a: t\n");
            assertThat(station.logs(2).get(1).fields().value("syslog.parse_error"))
                    .isEqualTo("not of the configured protocol rfc5424");
        }
    }

    @Test
    void aHalfClosedConnectionIsReadToItsEnd() throws IOException {
        try (var station = new Station(Station.TCP);
                var socket = station.connect()) {
            socket.getOutputStream()
                    .write((GOOD + "\n" + GOOD).getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(station.logs(2))
                    .extracting(log -> log.fields().value("message"))
                    .containsExactly("good", "good");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aMessageCutByTheEndOfTheStreamIsKeptAndMarked() throws IOException {
        try (var station = new Station(Station.TCP)) {
            station.stream("100 " + GOOD);
            assertThat(station.log().fields().value("syslog.truncated")).isEqualTo(true);
            assertThat(station.telemetry.text()).contains("reason=truncated");
        }
    }

    @Test
    void aLineOfAMebibyteCostsOnlyItself() throws IOException {
        String tcp = "tcp: {listen_address: '127.0.0.1:0', max_log_size: 64KiB}\n";
        try (var station = new Station(tcp)) {
            station.stream("<13>a: " + "x".repeat(1 << 20) + "\n" + GOOD + "\n");
            LogRecord first = station.logs(2).getFirst();
            assertThat(first.fields().value("syslog.truncated")).isEqualTo(true);
            assertThat(String.valueOf(first.getBodyValue())).hasSizeLessThan((64 << 10) + 100);
            assertThat(station.logs(2).get(1).fields().value("message")).isEqualTo("good");
        }
    }

    @Test
    void garbageIsKeptAndTheNextMessageIsGood() throws IOException {
        var bytes = new byte[100_000];
        new java.util.Random(7).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' || bytes[i] == 0 ? 1 : bytes[i];
        }
        try (var station = new Station(Station.TCP);
                var socket = station.connect()) {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream()
                    .write(("\n" + GOOD + "\n").getBytes(StandardCharsets.US_ASCII));
            List<LogRecord> logs = station.logs(2);
            assertThat(logs.getFirst().fields().value("syslog.parse_error")).isNotNull();
            assertThat(logs.getLast().fields().value("message")).isEqualTo("good");
        }
    }

    @Test
    void aThousandIdleConnectionsDoNotDisturb() throws IOException {
        try (var station = new Station(Station.TCP)) {
            var idle = new ArrayList<Socket>();
            try {
                for (int i = 0; i < 1000; i++) {
                    idle.add(station.connect());
                }
                idle.get(500)
                        .getOutputStream()
                        .write((GOOD + "\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(station.log().fields().value("message")).isEqualTo("good");
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void asManyConnectionsAsConfiguredAreServed() throws IOException {
        String tcp = "tcp: {listen_address: '127.0.0.1:0', max_connections: 1}\n";
        try (var station = new Station(tcp);
                var first = station.connect()) {
            first.getOutputStream().write((GOOD + "\n").getBytes(StandardCharsets.US_ASCII));
            station.log();
            try (var second = station.connect()) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(station.telemetry.text()).contains("reason=limit");
        }
    }

    @Test
    void aSilentConnectionIsClosedWithWhatItHadSent() throws IOException {
        String tcp = "tcp: {listen_address: '127.0.0.1:0', idle_timeout: 50ms}\n";
        try (var station = new Station(tcp);
                var socket = station.connect()) {
            socket.getOutputStream().write("<13>a: no end".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(station.log().fields().value("message")).isEqualTo("no end");
            Await.until("the end", () -> station.telemetry.text().contains("reason=idle"));
        }
    }
}
