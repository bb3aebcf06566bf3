package dev.ingot.exporter.otlp;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Extension;
import dev.ingot.config.Section;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Who an exporter is, said once for all that refer to it by `auth.authenticator`; the Collector's
/// way to say it.
///
/// @param config user and password, or token
record AuthExtension(AuthConfig config) implements Extension {
    static final ComponentType<AuthConfig, Extension> BASIC =
            new ComponentType<>(
                    "basicauth",
                    List.of("basic_auth"),
                    "Holds a user and password for exporters.",
                    Set.of(),
                    AuthExtension::readBasic,
                    (config, _) -> new AuthExtension(config));

    static final ComponentType<AuthConfig, Extension> BEARER =
            new ComponentType<>(
                    "bearertokenauth",
                    List.of("bearer_token_auth"),
                    "Holds a bearer token for exporters.",
                    Set.of(),
                    AuthExtension::readBearer,
                    (config, _) -> new AuthExtension(config));

    private static AuthConfig readBasic(Section in) {
        in.ignored("htpasswd", "it is for receivers, and no receiver here asks for it");
        AuthConfig config =
                in.section("client_auth", "What exporters show.", AuthConfig::readBasic);
        in.require(
                !config.username().isEmpty(), "client_auth", "must have a username and a password");
        return config;
    }

    private static AuthConfig readBearer(Section in) {
        AuthConfig config = AuthConfig.readBearer(in);
        in.require(config.hasToken(), "", "must have a token or a filename");
        return config;
    }

    /// What an exporter shows, by its own configuration or that of the extension it refers to.
    ///
    /// @throws IOException where there is no such extension
    static AuthConfig resolve(AuthConfig auth, Context context) throws IOException {
        String id = auth.authenticator();
        if (id.isEmpty()) {
            return auth;
        }
        if (context.extensions().get(id) instanceof AuthExtension(AuthConfig config)) {
            return config;
        }
        throw new IOException(
                "cannot authenticate by `"
                        + id
                        + "`: there is no extension of that id in `service.extensions`");
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
}
