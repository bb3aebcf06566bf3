package dev.ingot.receiver.truenas;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// The SHA-256 fingerprint of the one certificate to believe, for the self-signed one that a NAS
/// makes for itself; empty where none is set.
///
/// @param hex lower case, without colons
record Fingerprint(String hex) {
    private static final int LENGTH = 64;

    /// As `openssl x509 -fingerprint -sha256` and browsers print it.
    static Fingerprint of(String text) {
        return new Fingerprint(text.replace(":", "").strip().toLowerCase(Locale.ROOT));
    }

    boolean isSet() {
        return !hex.isEmpty();
    }

    boolean isValid() {
        return hex.isEmpty()
                || (hex.length() == LENGTH && hex.chars().allMatch(HexFormat::isHexDigit));
    }

    boolean matches(SSLSession session) {
        try {
            byte[] certificate = session.getPeerCertificates()[0].getEncoded();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate);
            return MessageDigest.isEqual(digest, HexFormat.of().parseHex(hex));
        } catch (SSLPeerUnverifiedException noCertificate) {
            return false;
        } catch (GeneralSecurityException unreadable) {
            return false;
        }
    }
}
