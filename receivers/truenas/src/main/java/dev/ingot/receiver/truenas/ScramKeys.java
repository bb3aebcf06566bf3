package dev.ingot.receiver.truenas;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.config.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What SCRAM-SHA-512 derives from a secret ([RFC 5802, section
/// 3](https://www.rfc-editor.org/rfc/rfc5802#section-3)). With the half million rounds that TrueNAS
/// asks for that is a good part of a second of work, so the last result is kept: a NAS has the same
/// salt for a key at every login.
///
/// One thread at a time.
final class ScramKeys {
    private static final String HMAC = "HmacSHA512";
    private static final int BITS = 512;

    /// The keys of one secret: what they make of an exchange proves that one has it, and does not
    /// show it.
    static final class Keys {
        private final byte[] client;
        private final byte[] stored;
        private final byte[] server;

        private Keys(byte[] salted) throws GeneralSecurityException {
            client = hmac(salted, "Client Key");
            stored = MessageDigest.getInstance("SHA-512").digest(client);
            server = hmac(salted, "Server Key");
        }

        /// The client's proof, in base64.
        String proof(String exchange) {
            byte[] proof = hmac(stored, exchange);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= client[i];
            }
            return Base64.getEncoder().encodeToString(proof);
        }

        /// The server's proof, in base64.
        String signature(String exchange) {
            return Base64.getEncoder().encodeToString(hmac(server, exchange));
        }
    }

    private record Derived(Secret secret, String salt, int iterations, Keys keys) {}

    private @Nullable Derived last;

    /// @param salt in base64
    /// @throws IllegalArgumentException where the salt is not
    Keys of(Secret secret, String salt, int iterations) {
        Derived known = last;
        if (known != null
                && known.secret.reveal().equals(secret.reveal())
                && known.salt.equals(salt)
                && known.iterations == iterations) {
            return known.keys;
        }
        Keys keys = derive(secret, Base64.getDecoder().decode(salt), iterations);
        last = new Derived(secret, salt, iterations, keys);
        return keys;
    }

    private static Keys derive(Secret secret, byte[] salt, int iterations) {
        try {
            var spec = new PBEKeySpec(secret.reveal().toCharArray(), salt, iterations, BITS);
            return new Keys(
                    SecretKeyFactory.getInstance("PBKDF2With" + HMAC)
                            .generateSecret(spec)
                            .getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
