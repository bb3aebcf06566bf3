package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A marked password is put wherever a user may put one, rightly or not; nothing that is shown may
/// hold the mark.
class SecretsStayHiddenTest {
    private static final String MARK = "hunter2";

    @TempDir Path folder;

    private String everythingShown(String yaml) {
        return everythingShown(new Written(folder).file("a.yaml", yaml));
    }

    private String everythingShown(Written written) {
        written.variable("PW", MARK).variable("AUTH", "{user: me, password: " + MARK + "}");
        Configuration configuration = written.load();
        YamlSection root = configuration.root();
        List<Object> read = new ArrayList<>();
        read.add(root.section("toy", "", SecretsStayHiddenTest::options));
        root.finish();
        return configuration.problems()
                + configuration.print()
                + read
                + configuration.problems().errors()
                + configuration.problems().warnings();
    }

    private static List<Object> options(Section in) {
        return List.of(
                in.secret("password", ""),
                in.secrets("headers", ""),
                in.url("url", "", "").map(URI::getHost),
                in.duration("delay", "1s", ""),
                in.section("auth", "", auth -> auth.secret("password", "")),
                in.list("users", "", user -> user.secret("password", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2",
                "password: ${env:PW}",
                "password: x${env:PW}",
                "password: ${env:NONE:-hunter2}",
                "password: ${env:NONE:-x}${hunter2:y}",
                "password: a${env:not a hunter2}",
                "password: hunter2${",
                "password: [hunter2]",
                "password: {a: hunter2}",
                "password: {hunter2: [}",
                "password: \"hunter2",
                "password: 'hunter2' 'hunter2'",
                "password: *hunter2",
                "password: &hunter2",
                "password: !hunter2",
                "password: !hunter2!x y",
                "password: !<hunter2 y",
                "password: @hunter2",
                "password: %hunter2",
                "password: `hunter2`",
                "password: a: hunter2",
                "password: \"\\q hunter2\"",
                "password: |hunter2",
                "password: >9 hunter2",
                "password: hunter2\n  password: hunter2",
                "password:hunter2",
                "password:hunter2\n  x: y",
                "pasword: hunter2",
                "pasword: {a: [hunter2]}",
                "headers: {Authorization: Bearer hunter2}",
                "headers: {Authorization: [hunter2]}",
                "headers: [hunter2]",
                "headers: hunter2",
                "headers: ${env:PW}",
                "url: http://me:hunter2@host",
                "url: http://me:hunter2@host:99999",
                "url: http://me:hunter2@",
                "url: http://me:hun/hunter2@host/ x",
                "url: ftp://me:hunter2@host",
                "url: me:hunter2@host",
                "url: http://me:${env:PW}@host",
                "delay: http://me:hunter2@host",
                "auth: ${env:AUTH}",
                "auth: {password: '${env:PW}'}",
                "auth: hunter2",
                "users: [{password: hunter2}, {pasword: hunter2}, hunter2]",
                "users: {password: hunter2}",
                "users: hunter2",
            })
    void passwordIsNeverShown(String line) {
        assertThat(everythingShown("toy:\n  " + line + "\n")).doesNotContain(MARK);
    }

    @Test
    void passwordOnTheCommandLineIsNeverShown() {
        assertThat(
                        everythingShown(
                                new Written(folder)
                                        .source("yaml:toy::password: hunter2")
                                        .set("toy.password=hunter2")
                                        .set("toy.headers={a: hunter2}")
                                        .set("toy.password:hunter2")
                                        .set("toy.pasword=hunter2")
                                        .set("toy.auth=\"hunter2")
                                        .source("https://me:hunter2@host/a.yaml")
                                        .source("env:TEXT")
                                        .variable("TEXT", "hunter2")))
                .doesNotContain(MARK);
    }

    @Test
    void secretPrintsAsRedacted() {
        Secret secret = Secret.of(MARK);
        assertThat(secret).hasToString("[REDACTED]");
        assertThat(secret.reveal()).isEqualTo(MARK);
        assertThat(secret.isEmpty()).isFalse();
        assertThat(Secret.of("").isEmpty()).isTrue();
    }

    @Test
    void secretInAFileThatEveryUserCanReadIsWarnedAbout() {
        var written =
                new Written(folder)
                        .write("open", MARK, "rw-r--r--")
                        .write("closed", MARK, "rw-r-----");
        written.variable("PW", MARK);
        written.write(
                "a.yaml",
                """
                toy:
                  password: hunter2
                  delay: 1s
                  headers: {a: "Bearer ${env:PW}", b: "${file:%s}", c: "${file:%s}", d: ""}
                  auth: {password: "${env:NONE:-hunter2}"}
                  users: ${file:%s}
                """
                        .formatted(
                                written.path("open"),
                                written.path("closed"),
                                written.path("users.yaml")),
                "rw-r--r--");
        written.write("users.yaml", "- password: hunter2", "rw-r--r--");
        written.source(written.path("a.yaml"));
        Configuration configuration = written.load();
        configuration.root().section("toy", "", SecretsStayHiddenTest::options);
        String literal =
                "a secret in a file that every user can read; chmod o-r, or write ${env:NAME} or"
                        + " ${file:/path}\n";
        assertThat(written.problems(configuration))
                .isEqualTo(
                        "a.yaml:2:13: warning: toy.password: "
                                + literal
                                + "a.yaml:4:39: warning: toy.headers.b: the secret in `open` can be"
                                + " read by every user; chmod o-r\n"
                                + "a.yaml:5:20: warning: toy.auth.password: "
                                + literal
                                + "users.yaml:1:13: warning: toy.users[0].password: "
                                + literal);
    }

    @Test
    void secretInAFileOfOnesOwnIsFine() {
        var written = new Written(folder).file("a.yaml", "toy: {password: hunter2}");
        Configuration configuration = written.load();
        configuration.root().section("toy", "", SecretsStayHiddenTest::options);
        assertThat(written.problems(configuration)).isEmpty();
    }

    @Test
    void headersThatNameTenantsAreNoSecretsInAFile() {
        var written = new Written(folder);
        written.write(
                "a.yaml",
                """
                toy:
                  headers: {X-Scope-OrgID: home, VL-Stream-Fields: "host.name", X-Key: hunter2}
                """,
                "rw-r--r--");
        written.source(written.path("a.yaml"));
        Configuration configuration = written.load();
        configuration.root().section("toy", "", SecretsStayHiddenTest::options);
        assertThat(written.problems(configuration))
                .startsWith("a.yaml:2:72: warning: toy.headers.X-Key: a secret in a file")
                .hasLineCount(1);
        assertThat(configuration.print()).doesNotContain("home").doesNotContain("hunter2");
    }
}
