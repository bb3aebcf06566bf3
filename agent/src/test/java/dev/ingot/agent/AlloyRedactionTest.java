package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What the Alloy module blots out of container logs, with its own expressions in the syntax that
/// Alloy uses, RE2: of every match, what stands in a group.
class AlloyRedactionTest {
    private static final Path MODULE = Path.of("../alloy/modules/ingot.alloy");
    private static final Pattern STAGE =
            Pattern.compile(
                    "stage\\.replace \\{\\s*expression = \"((?:[^\"\\\\]|\\\\.)*)\"\\s*"
                            + "replace    = \"(.*)\"");
    private static final Pattern HIDE =
            Pattern.compile("argument \"hide\" \\{(?s:.*?)default  = \"((?:[^\"\\\\]|\\\\.)*)\"");

    private final String module = Files.readString(MODULE);

    AlloyRedactionTest() throws IOException {}

    private static String unquoted(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static String replaced(String expression, String line, String by) {
        Matcher match = Pattern.compile(expression).matcher(line);
        assertThat(match.groupCount()).as("without a group nothing is replaced").isPositive();
        var result = new StringBuilder();
        int done = 0;
        while (match.find()) {
            for (int group = 1; group <= match.groupCount(); group++) {
                if (match.start(group) >= done) {
                    result.append(line, done, match.start(group)).append(by);
                    done = match.end(group);
                }
            }
        }
        return result.append(line, done, line.length()).toString();
    }

    private void becomes(String line, String expected) {
        Matcher stage = STAGE.matcher(module);
        String now = line;
        int stages = 0;
        while (stage.find()) {
            now = replaced(unquoted(stage.group(1)), now, stage.group(2));
            stages++;
        }
        assertThat(stages).isEqualTo(6);
        assertThat(now).isEqualTo(expected);
    }

    private void stays(String line) {
        becomes(line, line);
    }

    @Test
    void whatLogsInIsBlottedOut() {
        becomes(
                "GET / Authorization: Basic dXNlcjpwYXNz 200",
                "GET / Authorization: Basic [REDACTED] 200");
        becomes("authorization=bearer 0123456789abcdef", "authorization=bearer [REDACTED]");
        becomes(
                "{\"authorization\":\"Token abcdef0123\",\"path\":\"/\"}",
                "{\"authorization\":\"Token [REDACTED]\",\"path\":\"/\"}");
        becomes("sent Bearer abc.def-123_456~x==", "sent Bearer [REDACTED]");
    }

    @Test
    void whatIsAssignedIsBlottedOut() {
        becomes("user=ann password=hunter2 ok", "user=ann password=[REDACTED] ok");
        becomes("login?user=ann&token=0123&x=1", "login?user=ann&token=[REDACTED]&x=1");
        becomes("--api-key=abcd --verbose", "--api-key=[REDACTED] --verbose");
        becomes("DB_PASSWORD: 'two words' set", "DB_PASSWORD: '[REDACTED]' set");
        becomes(
                "{\"password\":\"two \\\"words\\\"\",\"user\":\"ann\"}",
                "{\"password\":\"[REDACTED]\",\"user\":\"ann\"}");
        becomes(
                "{\"msg\":\"{\\\"client_secret\\\":\\\"s3cret\\\"}\"}",
                "{\"msg\":\"{\\\"client_secret\\\":\\\"[REDACTED]\\\"}\"}");
    }

    @Test
    void tokensAddressesAndCardsAreBlottedOut() {
        becomes(
                "session eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln ended",
                "session [REDACTED] ended");
        becomes("postgres://app:s3cret@db:5432/x", "postgres://app:[REDACTED]@db:5432/x");
        becomes(
                "redis://:s3cret@cache and http://u:p%40ss@h",
                "redis://:[REDACTED]@cache and http://u:[REDACTED]@h");
        becomes("paid with 4111 1111 1111 1111.", "paid with [REDACTED].");
    }

    @Test
    void everythingElseStays() {
        stays("level=info ts=1763738700123 msg=\"tokens=512, passwords are checked\"");
        stays("basic configuration loaded from http://host:8080/a@b");
        stays("a secret is a secret");
        stays("2026-11-21 15:04:05 connection from 192.0.2.7:4711");
    }

    @Test
    void withoutASayOfTheCallerItsStageFindsNothing() {
        Matcher hide = HIDE.matcher(module);
        assertThat(hide.find()).isTrue();
        String line = "192.0.2.7 \t\n ä";
        assertThat(replaced(unquoted(hide.group(1)), line, "x")).isEqualTo(line);
        assertThat(replaced("((?:[0-9]{1,3}\\.){3}[0-9]{1,3})", line, "x")).isEqualTo("x \t\n ä");
    }
}
