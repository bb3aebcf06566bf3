package dev.ingot.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Reads the PEM texts that TLS needs (RFC 7468): certificates, and private keys in the three forms
/// that are about: PKCS#8, PKCS#1 (RSA) and SEC1 (EC).
///
/// Messages of exceptions say what is wrong with the text; callers say which text.
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private final String type;
    private final String body;

    private Pem(String type, String body) {
        this.type = type;
        this.body = body;
    }

    /// The certificates in a text, in its order.
    static List<X509Certificate> certificates(byte[] text) throws IOException {
        var certificates = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (Pem block : blocks(text)) {
                if (block.type.endsWith("CERTIFICATE")) {
                    var der = new ByteArrayInputStream(block.der());
                    certificates.add((X509Certificate) factory.generateCertificate(der));
                }
            }
        } catch (CertificateException broken) {
            throw new IOException("a certificate is broken: " + Listening.message(broken));
        }
        if (certificates.isEmpty()) {
            throw new IOException("there is no certificate in it");
        }
        return certificates;
    }

    /// The first private key in a text.
    static PrivateKey privateKey(byte[] text) throws IOException {
        for (Pem block : blocks(text)) {
            if (block.type.endsWith("PRIVATE KEY")) {
                return block.privateKey();
            }
        }
        throw new IOException("there is no private key in it");
    }

    private PrivateKey privateKey() throws IOException {
        if (type.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
            throw new IOException(
                    "the private key has a passphrase; write it without one by `openssl pkey`");
        }
        return switch (type) {
            case "PRIVATE KEY" -> decode(der());
            case "RSA PRIVATE KEY" -> decode(Der.pkcs8OfRsa(der()));
            case "EC PRIVATE KEY" -> decode(Der.pkcs8OfEc(der()));
            default -> throw new IOException("a key of type `" + type + "` is not known");
        };
    }

    private static PrivateKey decode(byte[] pkcs8) throws IOException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException anotherAlgorithm) {
                // The next one may know it.
            } catch (NoSuchAlgorithmException slimRuntime) {
                // A Java without this algorithm cannot read such a key.
            }
        }
        throw new IOException("the private key is broken, or neither RSA, EC nor EdDSA");
    }

    private byte[] der() throws IOException {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException notBase64) {
            throw new IOException("`" + BEGIN + type + DASHES + "` is not followed by base64");
        }
    }

    private static List<Pem> blocks(byte[] text) throws IOException {
        var blocks = new ArrayList<Pem>();
        String rest = new String(text, StandardCharsets.ISO_8859_1);
        for (int begin = rest.indexOf(BEGIN); begin >= 0; begin = rest.indexOf(BEGIN)) {
            int name = begin + BEGIN.length();
            int body = rest.indexOf(DASHES, name);
            int end = rest.indexOf(END, name);
            if (body < 0 || end < body) {
                throw new IOException("a `" + BEGIN + "…` has no `" + END + "…`");
            }
            String between = rest.substring(body + DASHES.length(), end);
            blocks.add(new Pem(rest.substring(name, body), between));
            rest = rest.substring(end + END.length());
        }
        return blocks;
    }
}
