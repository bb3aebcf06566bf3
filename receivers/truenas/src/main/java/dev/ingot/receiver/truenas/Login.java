package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.config.Secret;
import java.util.List;
import java.util.Map;

/// Logs a fresh JSON-RPC connection in, once: after a refusal the connection is of no more use, as
/// the NAS's authenticator then answers every further try with an error of its own.
///
/// Where the NAS offers SCRAM, as 26 does, the agent proves that it has the key; else it shows it.
///
/// @param username whose key it is; where it is empty, the login of releases before 25.04 is used,
///   which needs none
/// @param scramKeys kept from one login to the next
record Login(String username, Secret key, ScramKeys scramKeys) {
    private static final String METHOD = "auth.login_ex";
    private static final String SCRAM = "SCRAM";

    /// @throws ApiException.Refused where the NAS does not take the key, or is not who it should be
    /// @throws ApiException where it could not say
    void on(RpcLink link) throws ApiException, InterruptedException {
        if (username.isEmpty()) {
            showWithoutName(link);
        } else if (Scram.suits(username, key) && offersScram(link)) {
            prove(link);
        } else {
            show(link);
        }
    }

    private void showWithoutName(RpcLink link) throws ApiException, InterruptedException {
        try {
            JsonNode taken = link.call("auth.login_with_api_key", List.of(key.reveal()));
            if (!taken.isBoolean() || !taken.booleanValue()) {
                throw refused("the key is unknown, revoked or expired");
            }
        } catch (ApiException.NoSuchMethod newer) {
            throw refused("this TrueNAS wants to know whose key it is: set `username`");
        }
    }

    /// Some releases before 26 do not have the question, and 25.04.2 to 25.10.2 fail to answer it.
    private static boolean offersScram(RpcLink link) throws ApiException, InterruptedException {
        try {
            JsonNode offered = link.call("auth.mechanism_choices", List.of());
            return Item.list(offered, "auth.mechanism_choices").stream()
                    .anyMatch(mechanism -> mechanism.node().asText().equals(SCRAM));
        } catch (ApiException.Away | ApiException.Busy unknown) {
            throw unknown;
        } catch (ApiException older) {
            return false;
        }
    }

    private void show(RpcLink link) throws ApiException, InterruptedException {
        Item answer =
                ask(
                        link,
                        Map.of(
                                "mechanism",
                                "API_KEY_PLAIN",
                                "username",
                                username,
                                "api_key",
                                key.reveal()));
        expect("SUCCESS", answer);
    }

    private void prove(RpcLink link) throws ApiException, InterruptedException {
        var scram = new Scram(username, key, scramKeys);
        String challenge = exchange(link, "CLIENT_FIRST_MESSAGE", scram.first());
        String verdict = exchange(link, "CLIENT_FINAL_MESSAGE", scram.last(challenge));
        if (!scram.isProof(verdict)) {
            throw refused("the NAS takes the key without knowing it; it is not what it seems");
        }
    }

    private String exchange(RpcLink link, String type, String message)
            throws ApiException, InterruptedException {
        Item answer = ask(link, Map.of("mechanism", SCRAM, "scram_type", type, "rfc_str", message));
        expect("SCRAM_RESPONSE", answer);
        return answer.textOr("rfc_str", "");
    }

    private static Item ask(RpcLink link, Map<String, String> login)
            throws ApiException, InterruptedException {
        return new Item(link.call(METHOD, List.of(login)));
    }

    private void expect(String success, Item answer) throws ApiException.Refused {
        String type = answer.textOr("response_type", "nothing");
        if (type.equals(success)) {
            return;
        }
        throw refused(
                switch (type) {
                    case "AUTH_ERR" -> "the key is none of the user `" + username + "`, or no more";
                    case "EXPIRED" -> "the key has expired or was revoked";
                    case "OTP_REQUIRED" -> "the user needs a second factor";
                    case "DENIED" -> "the user may not use the API";
                    default -> "the NAS answered " + type;
                });
    }

    private static ApiException.Refused refused(String why) {
        return new ApiException.Refused("cannot log in: " + why);
    }
}
