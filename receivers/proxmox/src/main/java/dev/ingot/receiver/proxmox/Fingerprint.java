package dev.ingot.receiver.proxmox;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// SHA-256 of the certificate to believe, as the web interface of Proxmox VE shows it; empty where
/// authorities decide.
///
/// @param hex lower case, without colons
record Fingerprint(String hex) {
    private static final int DIGITS = 64;

    static Fingerprint of(String text) {
        return new Fingerprint(text.replace(":", "").strip().toLowerCase(Locale.ROOT));
    }

    boolean isSet() {
        return !hex.isEmpty();
    }

    boolean isWhole() {
        return !isSet() || (hex.length() == DIGITS && hex.chars().allMatch(HexFormat::isHexDigit));
    }

    boolean isOf(SSLSession session) {
        try {
            byte[] shown = session.getPeerCertificates()[0].getEncoded();
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(shown);
            return MessageDigest.isEqual(sum, HexFormat.of().parseHex(hex));
        } catch (SSLPeerUnverifiedException | GeneralSecurityException none) {
            return false;
        }
    }
}
