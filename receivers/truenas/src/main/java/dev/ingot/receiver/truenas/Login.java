package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.config.Secret;
import java.util.List;
import java.util.Map;

/// Logs a fresh JSON-RPC connection in, once: after a refusal the connection is of no more use, as
/// the NAS's authenticator then answers every further try with an error of its own.
///
/// @param username whose key it is; where it is empty, the login of releases before 25.04 is used,
///   which needs none
record Login(String username, Secret key) {
    /// @throws ApiException.Refused where the NAS does not take the key
    /// @throws ApiException where it could not say
    void on(RpcLink link) throws ApiException, InterruptedException {
        if (username.isEmpty()) {
            JsonNode taken = link.call("auth.login_with_api_key", List.of(key.reveal()));
            if (!taken.isBoolean() || !taken.booleanValue()) {
                throw refused("the key is unknown, revoked or expired");
            }
            return;
        }
        JsonNode answer =
                link.call(
                        "auth.login_ex",
                        List.of(
                                Map.of(
                                        "mechanism",
                                        "API_KEY_PLAIN",
                                        "username",
                                        username,
                                        "api_key",
                                        key.reveal())));
        String type = new Item(answer).textOr("response_type", "nothing");
        switch (type) {
            case "SUCCESS" -> {}
            case "AUTH_ERR" -> throw refused("the key is not one of the user `" + username + "`");
            case "EXPIRED" -> throw refused("the key has expired or was revoked");
            case "OTP_REQUIRED" -> throw refused("the user needs a second factor");
            case "DENIED" -> throw refused("the user may not use the API");
            default -> throw refused("the NAS answered " + type);
        }
    }

    private static ApiException.Refused refused(String why) {
        return new ApiException.Refused("cannot log in: " + why);
    }
}
