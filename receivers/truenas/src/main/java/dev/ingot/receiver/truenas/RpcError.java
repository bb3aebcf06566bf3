package dev.ingot.receiver.truenas;

import java.util.Set;

/// What the `error` of a JSON-RPC reply means.
final class RpcError {
    private static final long NO_METHOD = -32601;
    private static final long TOO_MANY_CALLS = -32000;
    private static final long METHOD_ERROR = -32001;

    /// The NAS's own error numbers, beside those of Linux.
    private static final Set<String> NOT_THERE = Set.of("ENOMETHOD");

    private static final Set<String> NOT_LOGGED_IN = Set.of("ENOTAUTHENTICATED");

    private RpcError() {}

    static ApiException of(String method, Item error) {
        Long code = error.whole("code");
        String name = error.at("data").textOr("errname", "");
        if ((code != null && code == NO_METHOD) || NOT_THERE.contains(name)) {
            return new ApiException.NoSuchMethod(method);
        }
        String start = "cannot call " + method + ": ";
        if (NOT_LOGGED_IN.contains(name)) {
            return new ApiException.Lost(start + "the NAS has forgotten the login");
        }
        if (code != null && code == TOO_MANY_CALLS) {
            return new ApiException(start + "too many calls at once");
        }
        String reason =
                error.at("data").textOr("reason", error.textOr("message", "no reason given"));
        if (code == null || code != METHOD_ERROR) {
            return new ApiException(start + reason + (code == null ? "" : " (" + code + ")"));
        }
        if (name.equals("EBUSY")) {
            return new ApiException.Busy(start + reason);
        }
        String hint = name.equals("EACCES") ? "; the key's user lacks a role for it" : "";
        return new ApiException(start + reason + (name.isEmpty() ? "" : " (" + name + ")") + hint);
    }
}
