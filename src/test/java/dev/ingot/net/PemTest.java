package dev.ingot.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads what OpenSSL writes.
class PemTest {
    @TempDir static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void makeAnAuthority() {
        certificates = new Certificates(folder, "ca");
    }

    @Test
    void rsaKeyReadsTheSameInBothForms() throws IOException {
        for (int bits : new int[] {1024, 2048}) {
            certificates.openssl("genrsa -traditional -out pkcs1.pem " + bits);
            certificates.openssl("pkcs8 -topk8 -nocrypt -in pkcs1.pem -out pkcs8.pem");
            assertThat(text("pkcs1.pem")).contains("BEGIN RSA PRIVATE KEY");
            PrivateKey key = key("pkcs1.pem");
            assertThat(key).isInstanceOf(RSAPrivateKey.class).isEqualTo(key("pkcs8.pem"));
        }
    }

    @Test
    void ellipticCurveKeyReadsTheSameInBothForms() throws IOException {
        for (String curve : new String[] {"prime256v1", "secp384r1", "secp521r1"}) {
            // Without -noout the parameters stand before the key, in a block of their own.
            certificates.openssl("ecparam -genkey -name " + curve + " -out sec1.pem");
            certificates.openssl("pkcs8 -topk8 -nocrypt -in sec1.pem -out pkcs8.pem");
            assertThat(text("sec1.pem")).contains("BEGIN EC PARAMETERS", "BEGIN EC PRIVATE KEY");
            var sec1 = (ECPrivateKey) key("sec1.pem");
            var pkcs8 = (ECPrivateKey) key("pkcs8.pem");
            assertThat(sec1.getS()).isEqualTo(pkcs8.getS());
            assertThat(sec1.getParams()).hasToString(pkcs8.getParams().toString());
        }
    }

    @Test
    void edwardsKeysAreRead() throws IOException {
        certificates.openssl("genpkey -algorithm ed25519 -out ed.pem");
        assertThat(key("ed.pem").getAlgorithm()).isEqualTo("EdDSA");
    }

    @Test
    void keyWithPassphraseIsExplained() throws IOException {
        certificates.openssl("genrsa -traditional -aes128 -passout pass:secret -out old.pem 2048");
        certificates.openssl("genrsa -aes128 -passout pass:secret -out new.pem 2048");
        assertThat(text("old.pem")).contains("BEGIN RSA PRIVATE KEY");
        assertThat(text("new.pem")).contains("BEGIN ENCRYPTED PRIVATE KEY");
        for (String file : new String[] {"old.pem", "new.pem"}) {
            assertThatThrownBy(() -> key(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "the private key has a passphrase; write it without one by"
                                    + " `openssl pkey`");
        }
    }

    @Test
    void whatIsNotAKeyIsExplained() {
        refuses("", "there is no private key in it");
        refuses("-----BEGIN PRIVATE KEY-----\nAAAA\n", "a `-----BEGIN …` has no `-----END …`");
        refuses(
                "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n",
                "the private key is broken, or neither RSA, EC nor EdDSA");
        refuses(
                "-----BEGIN PRIVATE KEY-----\nAAAA=AA\n-----END PRIVATE KEY-----\n",
                "`-----BEGIN PRIVATE KEY-----` is not followed by base64");
        refuses(
                "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
                "the EC key is cut short or does not name its curve");
        refuses(
                "-----BEGIN EC PRIVATE KEY-----\nBAAA\n-----END EC PRIVATE KEY-----\n",
                "the EC key is broken or does not name its curve");
        refuses(
                "-----BEGIN DSA PRIVATE KEY-----\nBAAA\n-----END DSA PRIVATE KEY-----\n",
                "a key of type `DSA PRIVATE KEY` is not known");
    }

    private static void refuses(String text, String why) {
        assertThatThrownBy(() -> Pem.privateKey(text.getBytes(US_ASCII)))
                .isInstanceOf(IOException.class)
                .hasMessage(why);
    }

    @Test
    void chainIsReadInItsOrder() throws IOException {
        certificates.sign("host", "example.org");
        byte[] chain =
                (text("host.pem") + "some text between\n" + text("ca.pem")).getBytes(US_ASCII);
        assertThat(Pem.certificates(chain))
                .extracting(each -> each.getSubjectX500Principal().getName())
                .containsExactly("CN=example.org", "CN=ca");
    }

    @Test
    void certificateThatIsBrokenIsExplained() {
        assertThatThrownBy(() -> Pem.certificates("hello".getBytes(US_ASCII)))
                .hasMessage("there is no certificate in it");
        String broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assertThatThrownBy(() -> Pem.certificates(broken.getBytes(US_ASCII)))
                .hasMessageStartingWith("a certificate is broken: ");
    }

    private static PrivateKey key(String file) throws IOException {
        return Pem.privateKey(Files.readAllBytes(folder.resolve(file)));
    }

    private static String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
