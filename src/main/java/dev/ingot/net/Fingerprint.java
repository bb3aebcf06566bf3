package dev.ingot.net;

import dev.ingot.config.Section;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/// SHA-256 of the one certificate to believe, such as an appliance makes for itself; empty where
/// authorities decide.
///
/// @param hex lower case, without colons
public record Fingerprint(String hex) {
    private static final int DIGITS = 64;

    /// As `openssl x509 -fingerprint -sha256` and browsers print it.
    public static Fingerprint of(String text) {
        return new Fingerprint(text.replace(":", "").strip().toLowerCase(Locale.ROOT));
    }

    /// The option `fingerprint`.
    ///
    /// @param meaning what the option's documentation says
    public static Fingerprint read(Section in, String meaning) {
        Fingerprint fingerprint = of(in.text("fingerprint", "", meaning));
        in.require(
                !fingerprint.isSet() || fingerprint.isWhole(),
                "fingerprint",
                "must be 64 hexadecimal digits, with or without colons");
        return fingerprint;
    }

    /// Whether there is one, so that it alone decides.
    public boolean isSet() {
        return !hex.isEmpty();
    }

    private boolean isWhole() {
        return hex.length() == DIGITS && hex.chars().allMatch(HexFormat::isHexDigit);
    }

    boolean isOf(X509Certificate certificate) throws GeneralSecurityException {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return MessageDigest.isEqual(sum, HexFormat.of().parseHex(hex));
    }
}
