package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.component.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Who the exporter is, said by an extension.
class AuthExtensionTest {
    @RegisterExtension private final Backend backend = new Backend();
    @TempDir private Path directory = Path.of("");

    private String authorization(String id, Extension extension) throws IOException {
        var config = backend.config("auth: {authenticator: " + id + "}");
        try (var push = new Push(config, Map.of(id, extension))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
            return String.valueOf(backend.requests.getFirst().getHeaders().get("Authorization"));
        }
    }

    @Test
    void basicauthGivesUserAndPassword() throws IOException {
        String yaml = "client_auth: {username: u, password: p}";
        assertThat(authorization("basicauth", Configs.extension(AuthExtension.BASIC, yaml)))
                .isEqualTo("Basic dTpw");
    }

    @Test
    void bearertokenauthGivesTheTokenOfAFile() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "abc\n");
        String yaml = "{filename: " + token + ", scheme: Token}";
        var extension = Configs.extension(AuthExtension.BEARER, yaml);
        assertThat(authorization("bearertokenauth/cloud", extension)).isEqualTo("Token abc");
    }

    @Test
    void mistakesAreNamed() {
        assertThat(Configs.problems(OtlpConfig::readHttp, "auth: {authenticator: oauth2client/x}"))
                .contains(
                        "auth.authenticator: must be the id of a `basicauth` or `bearertokenauth`"
                                + " extension");
        assertThat(
                        Configs.problems(
                                OtlpConfig::readHttp,
                                "auth: {authenticator: basicauth, bearer: {token: c}}"))
                .contains("auth.authenticator: cannot stand beside `basic` and `bearer`");
        assertThat(Configs.problems(AuthExtension.BASIC, "client_auth: {password: hunter2}"))
                .contains("client_auth: must have a username and a password")
                .doesNotContain("hunter2");
        assertThat(Configs.problems(AuthExtension.BEARER, "scheme: Token"))
                .contains("must have a token or a filename");
    }

    @Test
    void anExtensionThatIsNotThereIsAnError() {
        var config = backend.config("auth: {authenticator: basicauth/nobody}");
        assertThatThrownBy(() -> new Push(config))
                .hasMessage(
                        "cannot authenticate by `basicauth/nobody`: there is no extension of that"
                                + " id in `service.extensions`");
    }
}
