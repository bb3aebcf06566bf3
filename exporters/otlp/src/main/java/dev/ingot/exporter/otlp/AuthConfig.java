package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;

/// How the exporter says who it is.
///
/// @param username for basic authentication; empty where it is not used
/// @param token for bearer authentication; empty where it is not used
/// @param tokenFile the file that holds the token; empty where it is not used
/// @param scheme the word before the token
record AuthConfig(String username, Secret password, Secret token, String tokenFile, String scheme) {
    static final AuthConfig NONE = new AuthConfig("", Secret.of(""), Secret.of(""), "", "Bearer");

    static AuthConfig read(Section in) {
        in.require(
                in.text("authenticator", "", "Not supported; use `basic` or `bearer`.").isEmpty(),
                "authenticator",
                "is not supported: write `basic: {username: …, password: …}` or `bearer: {token:"
                        + " …}` here");
        AuthConfig basic = in.section("basic", "Basic authentication.", AuthConfig::readBasic);
        AuthConfig bearer = in.section("bearer", "A bearer token.", AuthConfig::readBearer);
        boolean both = !basic.username.isEmpty() && bearer.hasToken();
        in.require(!both, "bearer", "cannot stand beside `basic`");
        return basic.username.isEmpty() ? bearer : basic;
    }

    private static AuthConfig readBasic(Section in) {
        return new AuthConfig(
                in.text("username", "", "The user's name."),
                in.secret("password", "The user's password."),
                Secret.of(""),
                "",
                "Basic");
    }

    private static AuthConfig readBearer(Section in) {
        var config =
                new AuthConfig(
                        "",
                        Secret.of(""),
                        in.secret("token", "The token."),
                        in.text(
                                "filename",
                                "",
                                "A file with the token, read again when it changes."),
                        in.text("scheme", "Bearer", "The word before the token."));
        in.require(
                config.token.isEmpty() || config.tokenFile.isEmpty(),
                "filename",
                "cannot stand beside `token`");
        return config;
    }

    private boolean hasToken() {
        return !token.isEmpty() || !tokenFile.isEmpty();
    }
}
