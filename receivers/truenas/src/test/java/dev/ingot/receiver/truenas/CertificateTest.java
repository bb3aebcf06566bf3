package dev.ingot.receiver.truenas;

import static dev.ingot.receiver.truenas.Rig.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A NAS whose certificate an authority has signed, for a time.
class CertificateTest {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    @TempDir Path directory;
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private NasServer.Release release = NasServer.Release.V25_10;
    private NasServer server = server(DAY);

    private NasServer server(long millisLeft) {
        return new NasServer(release, NasServer.signed(authority, millisLeft));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Rig rig() throws Exception {
        Path ca = directory.resolve("ca.pem");
        Files.writeString(ca, authority.certificatePem());
        TargetConfig target =
                new Written(
                                """
                                targets:
                                  - name: nas01
                                    url: %s
                                    username: metrics
                                    api_key: ${env:TRUENAS_API_KEY}
                                    tls: {ca_file: %s}
                                    collectors: [apps]
                                """
                                        .formatted(server.url(), ca))
                        .config()
                        .targets()
                        .getFirst();
        return new Rig(Rig.withLimits(target, target.maxReply()));
    }

    @ParameterizedTest
    @EnumSource(names = {"V24_10", "V25_10"})
    void anExpiredOneIsRefusedAndARenewedOneTaken(NasServer.Release byRestOrNot) throws Exception {
        release = byRestOrNot;
        server = server(-DAY).start();
        try (var rig = rig()) {
            assertThat(up(rig.round())).isFalse();
            assertThat(server.requests).hasValue(0);
            renew();
            assertThat(up(rig.round())).isTrue();
            assertThat(server.acceptedLogins).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V24_10", "V25_10"})
    void oneThatExpiresWhileConnectedIsRefusedFromTheNextConnectionOn(NasServer.Release byRestOrNot)
            throws Exception {
        release = byRestOrNot;
        try (var rig = connectedInTime()) {
            Await.until("the end of the certificate", Duration.ofMinutes(2), this::expired);
            assertThat(up(rig.round())).isTrue();
            restartWith(server.certificate);
            assertThat(up(rig.round())).isFalse();
            assertThat(up(rig.round())).isFalse();
            assertThat(server.requests).hasValue(0);
            renew();
            assertThat(up(rig.round())).isTrue();
            assertThat(server.acceptedLogins).hasValue(1);
        }
    }

    /// Connected before the certificate expires, however slow the machine is.
    private Rig connectedInTime() throws Exception {
        for (long millis = 3000; millis < 60_000; millis *= 2) {
            server = server(millis).start();
            Rig rig = rig();
            if (up(rig.round())) {
                return rig;
            }
            rig.close();
            server.close();
        }
        throw new AssertionError("it takes more than half a minute to connect");
    }

    private boolean expired() {
        try {
            server.certificate.certificate().checkValidity();
            return false;
        } catch (CertificateException itIs) {
            return true;
        }
    }

    private void renew() throws Exception {
        restartWith(NasServer.signed(authority, DAY));
    }

    /// As its web server is for a new certificate; TLS sessions do not outlive it.
    private void restartWith(HeldCertificate certificate) throws Exception {
        int port = server.port();
        server.close();
        server = new NasServer(release, certificate).start(port);
    }
}
