package dev.ingot.receiver.truenas;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The NAS's half of one login by SCRAM-SHA-512, as 26 has it: strict on the order and the length
/// of what is in a message, and joining the nonces' bytes, not their texts. It knows a key by its
/// number, and of its secret only what cannot be used to log in.
final class NasScram {
    /// The fewest that the real one takes; it has ten times as many.
    static final int ITERATIONS = 50_000;

    private static final byte[] SALT = "salt of 16 bytes".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 32;

    private final Set<String> keys;
    private String bare = "";
    private String challenge = "";
    private byte[] nonce = new byte[0];
    private @Nullable String key;

    /// @param keys that are accepted now
    NasScram(Set<String> keys) {
        this.keys = keys;
    }

    /// Whose key the client has said it has; null before that, and where there is no such key.
    @Nullable String key() {
        return key;
    }

    /// The server-first-message; null where there is no such key, or no message.
    @Nullable String challenge(String first) {
        List<String> parts = List.of(first.split(",", -1));
        if (parts.size() != 4 || !first.startsWith("n,,n=") || !parts.get(3).startsWith("r=")) {
            return null;
        }
        byte[] theirs = decode(parts.get(3).substring(2));
        String[] name = parts.get(2).substring(2).split(":", -1);
        if (theirs.length != NONCE_BYTES || name.length != 2 || !name[0].equals(NasServer.USER)) {
            return null;
        }
        key = keys.stream().filter(one -> one.startsWith(name[1] + "-")).findFirst().orElse(null);
        if (key == null) {
            return null;
        }
        var ours = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(ours);
        nonce = Arrays.copyOf(theirs, 2 * NONCE_BYTES);
        System.arraycopy(ours, 0, nonce, NONCE_BYTES, NONCE_BYTES);
        bare = first.substring("n,,".length());
        challenge = "r=" + encode(nonce) + ",s=" + encode(SALT) + ",i=" + ITERATIONS;
        return challenge;
    }

    /// The server-final-message; null where the client has not proven that it has the key.
    @Nullable String verdict(String last) {
        List<String> parts = List.of(last.split(",", -1));
        String claimed = key;
        if (claimed == null || parts.size() != 3 || !parts.get(2).startsWith("p=")) {
            return null;
        }
        if (!parts.get(0).equals("c=biws") || !parts.get(1).equals("r=" + encode(nonce))) {
            return null;
        }
        byte[] salted = salted(claimed.substring(claimed.indexOf('-') + 1));
        byte[] stored = sha512(hmac(salted, "Client Key"));
        String exchange = bare + "," + challenge + "," + parts.get(0) + "," + parts.get(1);
        byte[] client = decode(parts.get(2).substring(2));
        byte[] mask = hmac(stored, exchange);
        if (client.length != mask.length) {
            return null;
        }
        for (int i = 0; i < mask.length; i++) {
            client[i] ^= mask[i];
        }
        return Arrays.equals(sha512(client), stored)
                ? "v=" + encode(hmac(hmac(salted, "Server Key"), exchange))
                : null;
    }

    private static byte[] salted(String secret) {
        try {
            var spec = new PBEKeySpec(secret.toCharArray(), SALT, ITERATIONS, 512);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key, "HmacSHA512"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
