package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What each error of the API means for the connection and for who asked.
class RpcErrorTest {
    @Test
    void whatTheReleaseLacksIsNoFailure() throws Exception {
        means("{'code': -32601, 'message': 'Method does not exist'}", "NoSuchMethod");
        means(methodError("ENOMETHOD", "x"), "NoSuchMethod");
    }

    @Test
    void aForgottenLoginNeedsAnotherConnection() throws Exception {
        means(methodError("ENOTAUTHENTICATED", "Not authenticated"), "Lost");
    }

    @Test
    void whatIsAskedTooOftenStaysUnknown() throws Exception {
        assertThat(means(methodError("EBUSY", "Rate Limit Exceeded"), "Busy"))
                .isEqualTo("cannot call x.query: Rate Limit Exceeded");
    }

    @Test
    void everythingElseIsTheFailureOfOneCall() throws Exception {
        assertThat(means(methodError("EACCES", "Not authorized"), "ApiException"))
                .isEqualTo(
                        "cannot call x.query: Not authorized (EACCES); the key's user lacks a role"
                                + " for it");
        assertThat(means(methodError("EFAULT", "broken"), "ApiException"))
                .isEqualTo("cannot call x.query: broken (EFAULT)");
        assertThat(means("{'code': -32000, 'message': 'Too many'}", "ApiException"))
                .isEqualTo("cannot call x.query: too many calls at once");
        for (int code : new int[] {-32700, -32600, -32602, -32603}) {
            assertThat(means("{'code': " + code + ", 'message': 'why'}", "ApiException"))
                    .isEqualTo("cannot call x.query: why (" + code + ")");
        }
        assertThat(means("{'code': -32001}", "ApiException"))
                .isEqualTo("cannot call x.query: no reason given");
        assertThat(means("{}", "ApiException")).isEqualTo("cannot call x.query: no reason given");
    }

    private static String methodError(String name, String reason) {
        return "{'code': -32001, 'data': {'errname': '%s', 'reason': '%s'}}"
                .formatted(name, reason);
    }

    /// @return the message
    private static String means(String json, String type) throws Exception {
        var error = new Item(NasServer.JSON.readTree(json.replace('\'', '"')));
        ApiException meant = RpcError.of("x.query", error);
        assertThat(meant.getClass().getSimpleName()).as(json).isEqualTo(type);
        return String.valueOf(meant.getMessage());
    }
}
