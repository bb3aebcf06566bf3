package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import java.util.regex.Pattern;

/// How the exporter says who it is.
///
/// @param authenticator the id of the [AuthExtension] that says the rest; empty where it is said
///   here
/// @param username for basic authentication; empty where it is not used
/// @param token for bearer authentication; empty where it is not used
/// @param tokenFile the file that holds the token; empty where it is not used
/// @param scheme the word before the token
record AuthConfig(
        String authenticator,
        String username,
        Secret password,
        Secret token,
        String tokenFile,
        String scheme) {
    private static final Pattern AUTHENTICATOR =
            Pattern.compile("(basicauth|basic_auth|bearertokenauth|bearer_token_auth)(/.*)?");

    static AuthConfig read(Section in) {
        String authenticator =
                in.text(
                        "authenticator",
                        "",
                        "Id of a `basicauth` or `bearertokenauth` extension, in the place of what"
                                + " follows.");
        in.require(
                authenticator.isEmpty() || AUTHENTICATOR.matcher(authenticator).matches(),
                "authenticator",
                "must be the id of a `basicauth` or `bearertokenauth` extension; other kinds are"
                        + " not supported");
        AuthConfig basic = in.section("basic", "Basic authentication.", AuthConfig::readBasic);
        AuthConfig bearer = in.section("bearer", "A bearer token.", AuthConfig::readBearer);
        boolean hasBasic = !basic.username.isEmpty();
        in.require(!hasBasic || !bearer.hasToken(), "bearer", "cannot stand beside `basic`");
        in.require(
                authenticator.isEmpty() || !(hasBasic || bearer.hasToken()),
                "authenticator",
                "cannot stand beside `basic` and `bearer`");
        return authenticator.isEmpty()
                ? hasBasic ? basic : bearer
                : new AuthConfig(authenticator, "", Secret.of(""), Secret.of(""), "", "");
    }

    static AuthConfig readBasic(Section in) {
        return new AuthConfig(
                "",
                in.text("username", "", "The user's name."),
                in.secret("password", "The user's password."),
                Secret.of(""),
                "",
                "Basic");
    }

    static AuthConfig readBearer(Section in) {
        var config =
                new AuthConfig(
                        "",
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

    boolean hasToken() {
        return !token.isEmpty() || !tokenFile.isEmpty();
    }
}
