package dev.ingot.receiver.proxmox;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import dev.ingot.net.Fingerprint;
import dev.ingot.net.TlsClientConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One cluster, or a node that stands alone.
///
/// @param name the label `instance`
/// @param endpoints entry nodes; the first that answers is asked for everything
/// @param nodes whether it passes questions on to the other nodes
record ClusterConfig(
        String name,
        List<URI> endpoints,
        Login login,
        TlsClientConfig tls,
        Fingerprint fingerprint,
        Reach nodes,
        boolean guestAgent,
        Limits limits) {

    /// How hard a cluster is asked.
    ///
    /// @param concurrent calls at once
    /// @param perSecond calls a second to one node
    /// @param maxReply bytes of an answer
    record Limits(int concurrent, long perSecond, long maxReply) {}

    static ClusterConfig read(Section in, Limits limits) {
        String name =
                in.required(
                        "name", "What it is called: the label `instance` (`service.instance.id`).");
        List<String> texts =
                in.texts(
                        "endpoints",
                        List.of("https://localhost:8006"),
                        "Nodes that are asked for the whole cluster: the first that answers.");
        var endpoints = new ArrayList<URI>();
        for (String text : texts) {
            URI url = endpoint(text);
            in.require(
                    url != null,
                    "endpoints",
                    "must be URLs such as https://pve1:8006; http is for localhost only");
            if (url != null) {
                endpoints.add(url);
            }
        }
        Login login = login(in);
        return new ClusterConfig(
                name,
                endpoints,
                login,
                in.section("tls", "How its certificate is checked.", TlsClientConfig::read),
                Fingerprint.read(
                        in,
                        "SHA-256 fingerprint of the one certificate to believe. Unset: `tls`"
                                + " decides."),
                in.choice(
                        "nodes",
                        Reach.ALL,
                        "Who is asked for what a node tells of itself: `all` that are up, or"
                                + " `local`, the one of `endpoints` that answers."),
                in.flag(
                        "guest_agent",
                        false,
                        "Ask the agent in each virtual machine for its file systems."),
                limits);
    }

    private static @Nullable URI endpoint(String text) {
        try {
            URI url = URI.create(text.contains("://") ? text : "https://" + text);
            String host = url.getHost();
            if (host == null) {
                return null;
            }
            boolean local =
                    host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
            boolean safe = "https".equals(url.getScheme());
            int port = url.getPort() < 0 ? 8006 : url.getPort();
            return safe || (local && "http".equals(url.getScheme()))
                    ? URI.create(url.getScheme() + "://" + host + ":" + port)
                    : null;
        } catch (IllegalArgumentException notAUrl) {
            return null;
        }
    }

    private static Login login(Section in) {
        String id =
                in.text("token_id", "", "An API token, `user@realm!name`. Better than a password.");
        Secret secret = in.secret("token_secret", "The token's secret.");
        String user = in.text("user", "", "A user, `name@realm`, where there is no token.");
        Secret password = in.secret("password", "The user's password.");
        in.require(!id.isEmpty() || !user.isEmpty(), "token_id", "must be set, or else `user`");
        in.require(id.isEmpty() || user.isEmpty(), "user", "must not be set beside `token_id`");
        in.require(
                id.isEmpty() || id.matches("[^@!]+@[^@!]+![^@!]+"),
                "token_id",
                "must be such as monitor@pve!agent");
        in.require(user.isEmpty() || user.contains("@"), "user", "must be such as monitor@pve");
        in.require(
                id.isEmpty() || !secret.isEmpty(), "token_secret", "must be set beside `token_id`");
        in.require(user.isEmpty() || !password.isEmpty(), "password", "must be set beside `user`");
        return id.isEmpty() ? new Login.Password(user, password) : new Login.Token(id, secret);
    }
}
