package dev.ingot.processor;

import dev.ingot.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What stands in the place of what is hidden. Used by several threads at once.
sealed interface Mask {
    String of(String hidden, String usual);

    /// The hash functions of the collector.
    enum Function {
        NONE(""),
        MD5("MD5"),
        SHA1("SHA-1"),
        SHA256("SHA-256"),
        SHA3("SHA3-256");

        private final String algorithm;

        Function(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    static Mask of(String text, Function function, Secret key) {
        if (!key.isEmpty()) {
            return new Keyed(key);
        }
        return function == Function.NONE ? new Fixed(text) : new Hashed(function);
    }

    /// The same text for everything, or the rule's own where it is empty.
    record Fixed(String text) implements Mask {
        @Override
        public String of(String hidden, String usual) {
            return text.isEmpty() ? usual : text;
        }
    }

    /// A plain hash. Whoever can guess what is hidden can tell whether the guess is right.
    record Hashed(Function function) implements Mask {
        @Override
        public String of(String hidden, String usual) {
            try {
                var digest = MessageDigest.getInstance(function.algorithm);
                byte[] hash = digest.digest(hidden.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash);
            } catch (NoSuchAlgorithmException notInThisJdk) {
                throw new IllegalStateException(notInThisJdk);
            }
        }
    }

    /// A keyed hash, HMAC-SHA-256: equal things stay recognisable, and guessing needs the key.
    record Keyed(Secret key) implements Mask {
        private static final String ALGORITHM = "HmacSHA256";
        private static final int BYTES = 16;

        @Override
        public String of(String hidden, String usual) {
            try {
                var mac = Mac.getInstance(ALGORITHM);
                byte[] secret = key.reveal().getBytes(StandardCharsets.UTF_8);
                mac.init(new SecretKeySpec(secret, ALGORITHM));
                byte[] hash = mac.doFinal(hidden.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash, 0, BYTES);
            } catch (NoSuchAlgorithmException | InvalidKeyException notInThisJdk) {
                throw new IllegalStateException(notInThisJdk);
            }
        }
    }
}
