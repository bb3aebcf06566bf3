package dev.ingot.exporter.prometheus;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.ingot.config.Secret;
import dev.ingot.net.WebServer.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Lets those in who know a password or the token. Used by several threads at once.
///
/// bcrypt takes a tenth of a second on purpose, so the last right password of each user is
/// remembered as a salted digest; what is not remembered is looked at one at a time, so that
/// guessing cannot take every core. All comparisons take the same time whatever is compared, and an
/// unknown user takes as long as a known one.
final class Guard {
    private static final int LONGEST_PASSWORD = 71;

    /// Salt and hash of a password that nobody knows.
    private static final String NOBODYS = "abcdefghijklmnopqrstuuK5CQcYXeIRgBzuGdsLqEmyXoT6Ffh1i";

    private final Map<String, Secret> users;
    private final Secret nobody;
    private final byte[] tokenDigest;
    private final boolean hasToken;
    private final byte[] salt = new byte[32];
    private final Map<String, byte[]> lastRight = new ConcurrentHashMap<>();

    Guard(Map<String, Secret> users, Secret bearerToken) {
        this.users = Map.copyOf(users);
        nobody = Secret.of(costOf(users) + NOBODYS);
        new SecureRandom().nextBytes(salt);
        hasToken = !bearerToken.isEmpty();
        tokenDigest = digest(bearerToken.reveal().getBytes(StandardCharsets.UTF_8));
    }

    /// The beginning of a hash as dear as the first user's, such as `$2y$10$`.
    private static String costOf(Map<String, Secret> users) {
        return users.isEmpty()
                ? "$2y$10$"
                : users.values().iterator().next().reveal().substring(0, 7);
    }

    /// What a client is asked for, the value of `WWW-Authenticate`.
    String challenge() {
        return users.isEmpty() ? "Bearer" : "Basic realm=\"ingot\", charset=\"UTF-8\"";
    }

    boolean admits(Request request) {
        if (users.isEmpty() && !hasToken) {
            return true;
        }
        String given = request.header("authorization").orElse("");
        int space = given.indexOf(' ');
        String scheme = given.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
        String rest = given.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> hasToken && isToken(rest);
            case "basic" -> !users.isEmpty() && isUser(rest);
            default -> false;
        };
    }

    private boolean isToken(String given) {
        return MessageDigest.isEqual(tokenDigest, digest(given.getBytes(StandardCharsets.UTF_8)));
    }

    private boolean isUser(String base64) {
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException garbled) {
            return false;
        }
        String text = new String(pair, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        return colon >= 0 && isUser(text.substring(0, colon), text.substring(colon + 1));
    }

    private boolean isUser(String user, String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        byte[] digest = digest(bytes);
        byte[] right = lastRight.get(user);
        if (right != null && MessageDigest.isEqual(right, digest)) {
            return true;
        }
        boolean known = users.containsKey(user);
        boolean matches = matches(bytes, hashOf(user));
        if (known && matches) {
            lastRight.put(user, digest);
        }
        return known && matches;
    }

    /// What a user's password is compared with.
    Secret hashOf(String user) {
        return users.getOrDefault(user, nobody);
    }

    private synchronized boolean matches(byte[] password, Secret hash) {
        return password.length <= LONGEST_PASSWORD
                && BCrypt.verifyer()
                        .verify(password, hash.reveal().getBytes(StandardCharsets.UTF_8))
                        .verified;
    }

    private byte[] digest(byte[] secret) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            return sha.digest(secret);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
