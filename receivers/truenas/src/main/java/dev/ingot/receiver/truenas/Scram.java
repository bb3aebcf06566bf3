package dev.ingot.receiver.truenas;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.config.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One login by SCRAM-SHA-512 ([RFC 5802](https://www.rfc-editor.org/rfc/rfc5802)) as TrueNAS 26
/// has it for API keys: both sides prove that they have the key, and it never leaves the agent.
///
/// The user is called `NAME:ID`, where the ID is the number before the dash of a key `ID-SECRET`,
/// and the secret is what follows. There is no channel binding: who the peer is, TLS has settled.
///
/// One thread at a time; [#first], [#last] and [#isProof] are called in this order, once each.
final class Scram {
    /// TrueNAS takes nonces of this length only.
    private static final int NONCE_BYTES = 32;

    /// As TrueNAS's own clients have it: fewer would make the key easy to guess for who listens,
    /// more keep the agent busy for seconds.
    private static final int MIN_ITERATIONS = 50_000;

    private static final int MAX_ITERATIONS = 5_000_000;

    private static final String NO_BINDING = "n,,";
    private static final String NO_BINDING_ENCODED = "biws";
    private static final Pattern KEY = Pattern.compile("([1-9][0-9]{0,9})-(.+)");

    /// Names that mean the same to every server, prepared and escaped or not.
    private static final Pattern PLAIN_NAME = Pattern.compile("[!-~&&[^,=:]]+");

    private static final Pattern CHALLENGE =
            Pattern.compile(
                    "r=([!-~&&[^,]]+),s=([A-Za-z0-9+/]+={0,2}),i=([1-9][0-9]{0,8})(?:,.*)?");

    private final Secret secret;
    private final String nonce;
    private final String firstBare;
    private final ScramKeys derived;
    private String signature = "";

    /// @param key for which [#suits] holds
    Scram(String username, Secret key, ScramKeys derived) {
        this(username, key, derived, nonce());
    }

    /// @param nonce a text that was never used before
    Scram(String username, Secret key, ScramKeys derived, String nonce) {
        Matcher parts = KEY.matcher(key.reveal());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a key of the form ID-SECRET");
        }
        this.secret = Secret.of(parts.group(2));
        this.nonce = nonce;
        this.firstBare = "n=" + username + ":" + parts.group(1) + ",r=" + nonce;
        this.derived = derived;
    }

    private static String nonce() {
        var bytes = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Whether a user and a key can be written so that there is no doubt of what is meant.
    static boolean suits(String username, Secret key) {
        return PLAIN_NAME.matcher(username).matches() && KEY.matcher(key.reveal()).matches();
    }

    /// The client-first-message.
    String first() {
        return NO_BINDING + firstBare;
    }

    /// The client-final-message, with the proof that the agent has the key. May take a second.
    ///
    /// @param challenge the server-first-message
    /// @throws ApiException.Refused where that is no challenge, or an unreasonable one
    String last(String challenge) throws ApiException.Refused {
        Matcher parts = CHALLENGE.matcher(challenge);
        if (!parts.matches() || !echoes(parts.group(1))) {
            throw new ApiException.Refused(
                    "cannot log in: the NAS answers with something that is no SCRAM challenge");
        }
        int iterations = Integer.parseInt(parts.group(3));
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new ApiException.Refused(
                    "cannot log in: the NAS wants %d rounds of SCRAM, expected %d to %d"
                            .formatted(iterations, MIN_ITERATIONS, MAX_ITERATIONS));
        }
        ScramKeys.Keys keys = keys(parts.group(2), iterations);
        String withoutProof = "c=" + NO_BINDING_ENCODED + ",r=" + parts.group(1);
        String exchange = firstBare + "," + challenge + "," + withoutProof;
        signature = "v=" + keys.signature(exchange);
        return withoutProof + ",p=" + keys.proof(exchange);
    }

    /// Whether the server's nonce goes on from ours. TrueNAS joins the bytes before it encodes
    /// them, RFC 5802 the texts; so the last digit and the padding of ours may differ.
    private boolean echoes(String joined) {
        return joined.startsWith(nonce.substring(0, nonce.length() - 2))
                && joined.length() > nonce.length();
    }

    private ScramKeys.Keys keys(String salt, int iterations) throws ApiException.Refused {
        try {
            return derived.of(secret, salt, iterations);
        } catch (IllegalArgumentException notBase64) {
            throw new ApiException.Refused("cannot log in: the NAS's salt for SCRAM is no base64");
        }
    }

    /// Whether the peer has shown that it knows the key too.
    ///
    /// @param verdict the server-final-message
    boolean isProof(String verdict) {
        return !signature.isEmpty()
                && MessageDigest.isEqual(signature.getBytes(UTF_8), verdict.getBytes(UTF_8));
    }
}
