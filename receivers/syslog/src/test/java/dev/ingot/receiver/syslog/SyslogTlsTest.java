package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.net.Certificates;
import dev.ingot.record.LogRecord;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.RealProgram;
import dev.ingot.testkit.SyslogNg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real syslog-ng and OpenSSL's client over TLS.
class SyslogTlsTest {
    private static final String EC = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1";
    private static final String GOOD = "<13>1 2003-10-11T22:14:15Z h a p m - good\n";

    @TempDir Path directory;
    private Certificates certificates;

    @BeforeEach
    void makeCertificates() throws IOException {
        certificates =
                new Certificates(directory, "ca")
                        .sign("server", "127.0.0.1", EC)
                        .sign("nas", "nas.example", EC);
    }

    private Station station(String more) throws IOException {
        return new Station(
                "tcp: {listen_address: '127.0.0.1:0', tls: {cert_file: %s, key_file: %s%s}}"
                        .formatted(
                                certificates.path("server.pem"),
                                certificates.path("server.key"),
                                more),
                InstantSource.system());
    }

    private String mutual() {
        return ", client_ca_file: " + certificates.ca();
    }

    @Test
    void syslogNgSendsWithMutualAuthentication() throws IOException {
        try (var station = station(mutual());
                var sender =
                        sender(
                                station,
                                "syslog",
                                "key-file(\"%s\") cert-file(\"%s\")"
                                        .formatted(
                                                certificates.path("nas.key"),
                                                certificates.path("nas.pem")))) {
            sender.log("auth.crit", "sshd", "root logged in");
            LogRecord log = arrived(station, sender);
            assertThat(log.fields().value("appname")).isEqualTo("sshd");
            assertThat(log.fields().value("proc_id")).isEqualTo("4711");
            assertThat(log.fields().value("message")).isEqualTo("root logged in");
            assertThat(log.fields().value("priority")).isEqualTo(34L);
            assertThat(log.fields().value("version")).isEqualTo(1L);
            assertThat(log.fields().value("tls.client.subject")).isEqualTo("CN=nas.example");
            assertThat(log.fields().value("network.peer.address")).isEqualTo("127.0.0.1");
            assertThat(station.telemetry.text())
                    .contains("transport=tls")
                    .doesNotContain("left_out", "rejected", "refused");
        }
    }

    @Test
    void syslogNgSendsTheLegacyFormWithoutACertificate() throws IOException {
        try (var station = station("");
                var sender = sender(station, "network", "")) {
            sender.log("user.notice", "smbd", "hello");
            LogRecord log = arrived(station, sender);
            assertThat(log.fields().value("appname")).isEqualTo("smbd");
            assertThat(log.fields().value("message")).isEqualTo("hello");
            assertThat(log.fields().value("version")).isNull();
            assertThat(log.fields().value("tls.client.subject")).isNull();
        }
    }

    @Test
    void aPeerWithoutACertificateIsTurnedAwayAndTheNextOneIsServed() throws IOException {
        try (var station = station(mutual())) {
            hostile(station, "-quiet", "-no_ign_eof");
            Await.until("the refusal", () -> station.telemetry.text().contains("reason=tls"));
            assertThat(station.recorder.size()).isZero();
            hostile(
                    station,
                    "-quiet",
                    "-no_ign_eof",
                    "-cert",
                    certificates.path("nas.pem"),
                    "-key",
                    certificates.path("nas.key"));
            assertThat(station.log().fields().value("message")).isEqualTo("good");
        }
    }

    @Test
    void aPeerThatSpeaksAnOldProtocolIsTurnedAway() throws IOException {
        try (var station = station(", min_version: '1.3'")) {
            hostile(station, "-quiet", "-no_ign_eof", "-tls1_2");
            Await.until("the refusal", () -> station.telemetry.text().contains("reason=tls"));
            hostile(station, "-quiet", "-no_ign_eof", "-tls1_3");
            assertThat(station.log().fields().value("message")).isEqualTo("good");
        }
    }

    @Test
    void aPeerThatSpeaksNoTlsIsTurnedAway() throws IOException {
        try (var station = station("");
                var socket = station.connect()) {
            socket.getOutputStream().write(GOOD.getBytes(StandardCharsets.US_ASCII));
            Await.until("the refusal", () -> station.telemetry.text().contains("reason=tls"));
            hostile(station, "-quiet", "-no_ign_eof");
            assertThat(station.log().fields().value("message")).isEqualTo("good");
        }
    }

    @Test
    void aRenewedCertificateIsUsedWithoutARestart() throws IOException {
        try (var station = station(", reload_interval: 10ms")) {
            String before = hostile(station, "-showcerts");
            certificates.sign("renewed", "127.0.0.1", EC);
            for (String end : new String[] {".key", ".pem"}) {
                Files.move(
                        directory.resolve("renewed" + end),
                        directory.resolve("server" + end),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Await.until(
                    "the new certificate",
                    () -> !certificate(hostile(station, "-showcerts")).equals(certificate(before)));
        }
    }

    private static String certificate(String output) {
        return output.substring(output.indexOf("-----BEGIN"), output.indexOf("-----END"));
    }

    /// What OpenSSL's client says while it sends a message. It does not mind being turned away.
    private String hostile(Station station, String... options) {
        int port = station.receiver.tcpAddress().getPort();
        String client =
                "printf '%s' \"$1\" | openssl s_client -connect 127.0.0.1:"
                        + port
                        + " -CAfile "
                        + certificates.ca()
                        + " "
                        + String.join(" ", options)
                        + " 2>&1; true";
        return RealProgram.run("openssl", directory, "bash", "-c", client, "client", GOOD);
    }

    private SyslogNg sender(Station station, String driver, String options) throws IOException {
        return new SyslogNg(
                directory,
                "%s(\"127.0.0.1\" transport(\"tls\") port(%d) tls(peer-verify(required-trusted) %s))"
                        .formatted(
                                driver,
                                station.receiver.tcpAddress().getPort(),
                                "ca-file(\"" + certificates.ca() + "\") " + options));
    }

    private static LogRecord arrived(Station station, SyslogNg sender) {
        Await.until(
                "the message; syslog-ng said: " + sender.output(),
                Duration.ofSeconds(30),
                () -> station.recorder.size() >= 1);
        return station.log();
    }
}
