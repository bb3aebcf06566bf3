package dev.ingot.receiver.truenas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// The keys of a [NasServer], and its rules on who may log in: a key that comes unencrypted is
/// revoked, and who calls too often without being logged in is sent away.
final class NasLogins {
    private static final int MAX_CALLS = 20;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Map<String, Deque<Long>> calls = new HashMap<>();
    private final Set<String> mechanisms = ConcurrentHashMap.newKeySet();
    private final boolean secure;
    private volatile UnaryOperator<String> forger = UnaryOperator.identity();
    private int limited;

    /// @param secure whether what comes is encrypted, or from the NAS itself
    NasLogins(NasServer.Release release, boolean secure) {
        this.secure = secure;
        mechanisms.addAll(List.of("API_KEY_PLAIN", "TOKEN_PLAIN", "PASSWORD_PLAIN"));
        if (release == NasServer.Release.V26) {
            mechanisms.add("SCRAM");
        }
        keys.add(NasServer.KEY);
    }

    /// What `auth.login_ex` takes now.
    Set<String> mechanisms() {
        return mechanisms;
    }

    /// As a NAS is set up that must resist replayed logins: a key that is sent is not taken.
    void raiseAssuranceLevel() {
        mechanisms.removeAll(List.of("API_KEY_PLAIN", "TOKEN_PLAIN"));
    }

    /// A login by SCRAM that begins now.
    NasScram scram() {
        return new NasScram(keys);
    }

    /// What is sent in the place of what SCRAM says.
    String said(String message) {
        return forger.apply(message);
    }

    /// Someone without the keys is in the NAS's place from now on, who says something else in the
    /// place of what SCRAM says.
    void forge(UnaryOperator<String> other) {
        forger = other;
    }

    /// How a try went.
    enum Result {
        ACCEPTED,
        UNKNOWN,
        REVOKED
    }

    Result tryKey(String key) {
        if (!keys.contains(key)) {
            return Result.UNKNOWN;
        }
        if (!secure) {
            keys.remove(key);
            return Result.REVOKED;
        }
        return Result.ACCEPTED;
    }

    void replaceKey(String old, String key) {
        keys.remove(old);
        keys.add(key);
    }

    /// Counts a call of someone who is not logged in.
    ///
    /// @return whether there were too many of this method in the last minute
    synchronized boolean tooMany(String method) {
        long now = System.nanoTime();
        Deque<Long> times = calls.computeIfAbsent(method, _ -> new ArrayDeque<>());
        times.addLast(now);
        while (now - times.getFirst() > WINDOW_NANOS) {
            times.removeFirst();
        }
        boolean many = times.size() > MAX_CALLS;
        limited += many ? 1 : 0;
        return many;
    }

    /// How many calls there were too many.
    synchronized int limited() {
        return limited;
    }
}
