package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose certificate is believed.
class TlsTest {
    @TempDir Path folder;

    private final HeldCertificate certificate =
            new HeldCertificate.Builder()
                    .addSubjectAlternativeName("127.0.0.1")
                    .validityInterval(0, END.toEpochMilli())
                    .build();

    /// Its end is not in any file that the server tells of.
    private static final Instant END = Instant.parse("2099-12-31T23:59:59Z");

    private String up(String more) throws Exception {
        String seen = round(more, "dialects: pve-exporter");
        return seen.lines().filter(line -> line.startsWith("proxmox_up")).toList().toString();
    }

    private String round(String more, String options) throws Exception {
        var tls = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        try (var server = new PveServer(PveModel.three(true), tls.sslContext(), 0);
                var station =
                        new Station(
                                "endpoints: '" + server.url() + "', " + Station.TOKEN + ", " + more,
                                options)) {
            return station.round();
        }
    }

    private String fingerprint() throws Exception {
        byte[] encoded = certificate.certificate().getEncoded();
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    }

    @Test
    void aCertificateThatNobodyKnowsIsNotBelieved() throws Exception {
        assertThat(up("guest_agent: false")).isEqualTo("[proxmox_up{} 0.0]");
    }

    @Test
    void anAuthorityIsBelieved() throws Exception {
        Path ca = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
        assertThat(up("tls: {ca_file: '" + ca + "'}")).isEqualTo("[proxmox_up{} 1.0]");
    }

    @Test
    void aFingerprintIsBelievedAloneAndOnlyIfItIsRight() throws Exception {
        String right = fingerprint();
        assertThat(up("fingerprint: '" + right + "'")).isEqualTo("[proxmox_up{} 1.0]");
        String wrong = (right.startsWith("0") ? "1" : "0") + right.substring(1);
        assertThat(up("fingerprint: '" + wrong + "'")).isEqualTo("[proxmox_up{} 0.0]");
    }

    @Test
    void whatANodeShowsIsWhatItServesWhateverFilesItHas() throws Exception {
        assertThat(
                        round(
                                        "fingerprint: '" + fingerprint() + "'",
                                        "dialects: ingot\ntimeout: 60s")
                                .lines())
                .filteredOn(line -> line.startsWith("pve_certificate_expiry_seconds"))
                .as("pve1 answers, and its pveproxy-ssl.pem ends at 1805689600")
                .containsExactlyInAnyOrder(
                        "pve_certificate_expiry_seconds{node=pve1} " + END.getEpochSecond(),
                        "pve_certificate_expiry_seconds{node=pve2} 1835689600",
                        "pve_certificate_expiry_seconds{node=pve3} 1835689600");
    }
}
