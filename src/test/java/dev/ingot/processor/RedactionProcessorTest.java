package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Origin;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RedactionProcessorTest {
    @Test
    void ipv4AddressesAreHiddenAndNothingThatLooksAlike() {
        tells("from 192.168.1.55", "from ***IP***");
        tells("10.0.0.1:443", "***IP***:443");
        tells("(10.0.0.1), [10.0.0.2].", "(***IP***), [***IP***].");
        tells("range 10.0.0.1-10.0.0.9", "range ***IP***-***IP***");
        tells("url http://10.0.0.1/x?y=10.0.0.2", "url http://***IP***/x?y=***IP***");
        tells("{\"ip\":\"10.0.0.1\"}", "{\"ip\":\"***IP***\"}");
        tells("the end is 10.0.0.1.", "the end is ***IP***.");
        tells("10.0.0.0/8", "***IP***/8");
        tells("1.2.3.4.5", "1.2.3.4.5");
        tells("999.1.1.1", "999.1.1.1");
        tells("256.1.1.1", "256.1.1.1");
        tells("version v1.2.3.4", "version v1.2.3.4");
        tells("1.2.3", "1.2.3");
        tells("12345.6.7.8", "12345.6.7.8");
        tells("1.2.3.4x", "1.2.3.4x");
        tells("...", "...");
    }

    @Test
    void ipv6AddressesAreHiddenAndNothingThatLooksAlike() {
        tells("via fe80::1%eth0 up", "via ***IP*** up");
        tells("2001:db8::1", "***IP***");
        tells("[2001:db8::1]:443", "[***IP***]:443");
        tells("::ffff:1.2.3.4", "***IP***");
        tells("2001:0db8:85a3:0000:0000:8a2e:0370:7334.", "***IP***.");
        tells("peer 2001:DB8::AB: closed", "peer ***IP***: closed");
        tells("fd00::/8", "***IP***/8");
        tells("::1", "***IP***");
        tells("at 12:34:56 today", "at 12:34:56 today");
        tells("mac 00:11:22:33:44:55", "mac 00:11:22:33:44:55");
        tells("std::string and dead::beef", "std::string and dead::beef");
        tells("a::1::2", "a::1::2");
        tells("x2001:db8::1", "x2001:db8::1");
        tells(":::::", ":::::");
    }

    @Test
    void emailAddressesAreHidden() {
        tells("to a.b+c@example.co.uk, ok", "to ***EMAIL***, ok");
        tells("ALICE@EXAMPLE.COM", "***EMAIL***");
        tells("<bob@example.org>.", "<***EMAIL***>.");
        tells("mailto:bob@example.org?x", "mailto:***EMAIL***?x");
        tells("user@host", "user@host");
        tells("@example.org", "@example.org");
        tells("a@b@example.org", "a@***EMAIL***");
        tells("tank/data@auto-2026", "tank/data@auto-2026");
    }

    @Test
    void tokensAreHidden() {
        tells("Authorization: Bearer xxx.yyy.zzz", "Authorization: Bearer ***SECRET***");
        tells("bearer abcdef123", "bearer ***TOKEN***");
        tells("jwt eyJhbGciOi.eyJzdWIi.SflKxw-_9 end", "jwt ***TOKEN*** end");
        tells("ghp_0123456789abcdefghij", "***TOKEN***");
        tells("Authorization: PVEAPIToken=root@pam!x=0-1", "Authorization: ***SECRET***");
        tells("the bearer of news", "the bearer of news");
        tells("eyJust a word", "eyJust a word");
    }

    @Test
    void secretsAreHiddenByTheNameOfTheirKey() {
        tells("password=hunter2 user=bob", "password=***SECRET*** user=bob");
        tells("PASSWORD: hunter2, x", "PASSWORD: ***SECRET***, x");
        tells(
                "{\"db_password\":\"hun\\\"ter2\",\"a\":1}",
                "{\"db_password\":\"***SECRET***\",\"a\":1}");
        tells(
                "{\\\"api_key\\\": \\\"k\\\", \\\"a\\\": 1}",
                "{\\\"api_key\\\": \\\"***SECRET***\\\", \\\"a\\\": 1}");
        tells("api-key='a b'", "api-key='***SECRET***'");
        tells("client_secret=x&y=1", "client_secret=***SECRET***&y=1");
        tells("Authorization: Basic dXNlcjpwdw==", "Authorization: Basic ***SECRET***");
        tells("password=", "password=");
        tells("passwords are bad", "passwords are bad");
        tells("secretary: Bob", "secretary: Bob");
        tells("tokens=5", "tokens=5");
    }

    @Test
    void cardNumbersAreHiddenWhereTheCheckDigitIsRight() {
        tells("card 4111111111111111", "card ***CARD***");
        tells("4111 1111 1111 1111.", "***CARD***.");
        tells("4111-1111-1111-1111", "***CARD***");
        tells("378282246310005", "***CARD***");
        tells("4111111111111112", "4111111111111112");
        tells("id 4111111111111111 5", "id ***CARD*** 5");
        tells("x4111111111111111", "x4111111111111111");
        tells("12345678901234567890", "12345678901234567890");
    }

    @Test
    void bodyAttributesStructuredDataAndResourceAreSearched() {
        Value<?> data =
                Value.of(KeyValue.of("a", Value.of(KeyValue.of("ip", Value.of("10.0.0.1")))));
        var log =
                LogRecord.builder()
                        .body("from 10.0.0.1")
                        .fields(
                                Fields.builder()
                                        .add("peer", "10.0.0.1")
                                        .add("count", 7L)
                                        .add("list", List.of("10.0.0.1", "x"))
                                        .add("structured_data", data)
                                        .build())
                        .origin(
                                Origin.of(
                                        Resource.create(
                                                Attributes.builder()
                                                        .put("host.name", "10.0.0.1")
                                                        .build())))
                        .build();
        var passage = new Passage(RedactionProcessor.TYPE, "");
        LogRecord told = passage.pass(log);
        assertThat(told)
                .hasToString(
                        "UNDEFINED_SEVERITY_NUMBER from ***IP*** {peer=***IP***, count=7,"
                                + " list=[***IP***, x],"
                                + " structured_data={\"a\":{\"ip\":\"***IP***\"}}}"
                                + " {host.name=\"***IP***\"}");
        assertThat(passage.counters())
                .isEqualTo("ingot_processor_redacted_total{processor=redaction, rule=ipv4} 5\n");
    }

    @Test
    void anAddressThatIsSplitOverAttributesIsNotAnAddress() {
        Fields split = Fields.builder().add("a", "10.0.").add("b", "0.1").build();
        LogRecord log = LogRecord.builder().body("x").fields(split).build();
        LogRecord told = new Passage(RedactionProcessor.TYPE, "").pass(log);
        assertThat(told.fields()).isEqualTo(split);
    }

    @Test
    void whatNeedsNoChangeIsHandedOnAsItIs() {
        LogRecord log = LogRecord.builder().body("nothing here").build();
        assertThat(new Passage(RedactionProcessor.TYPE, "").pass(log)).isSameAs(log);
    }

    @Test
    void ownPatternsAndAllowedValuesAreObeyed() {
        String yaml =
                """
                presets: [ipv4]
                blocked_values: ['serial-\\d+', '[a-z]+@corp']
                allowed_values: ['^10\\.']
                allowed_networks: [192.168.0.0/16]
                mask: XXX
                """;
        tells(
                yaml,
                "serial-42 bob@corp 10.1.1.1 192.168.3.4 192.169.3.4",
                "XXX XXX 10.1.1.1" + " 192.168.3.4 XXX");
    }

    @Test
    void allowedNetworksHoldForIpv6() {
        tells(
                "allowed_networks: ['fd00::/8', '::1']",
                "fd12::1 fe80::1 ::1",
                "fd12::1 ***IP*** ::1");
    }

    @Test
    void aKeyedHashTellsEqualThingsApart() {
        String yaml = "hash_key: s3cret";
        String once = told(yaml, "10.0.0.1 10.0.0.2 10.0.0.1");
        String[] parts = once.split(" ", -1);
        assertThat(parts[0]).hasSize(32).isEqualTo(parts[2]).isNotEqualTo(parts[1]);
        assertThat(told("hash_key: other", "10.0.0.1")).isNotEqualTo(parts[0]);
        assertThat(told("hash_function: sha256", "10.0.0.1")).hasSize(64);
    }

    @Test
    void attributesAreHiddenKeptAndDeletedByTheirNames() {
        String yaml =
                """
                blocked_key_patterns: ['^secret']
                allow_all_keys: false
                allowed_keys: [secret.one, b]
                ignored_keys: [net.peer.ip]
                """;
        Fields fields =
                Fields.builder()
                        .add("secret.one", "x")
                        .add("b", "10.0.0.1")
                        .add("c", "gone")
                        .add("net.peer.ip", "10.0.0.1")
                        .build();
        LogRecord told =
                new Passage(RedactionProcessor.TYPE, yaml)
                        .pass(LogRecord.builder().fields(fields).build());
        assertThat(told.fields())
                .hasToString("{secret.one=****, b=***IP***, net.peer.ip=10.0.0.1}");
    }

    @Test
    void aSignalThatIsOfferedAgainIsCountedOnce() {
        var passage = new Passage(RedactionProcessor.TYPE, "");
        var context =
                new Rewriting(
                        new Rewriter() {
                            @Override
                            public Logs logs(Logs logs, Tallied tallied) {
                                tallied.add(
                                        dev.ingot.telemetry.SelfMetrics.REDACTED, "rule", "x", 1);
                                return logs;
                            }

                            @Override
                            public dev.ingot.record.Points points(
                                    dev.ingot.record.Points points, Tallied tallied) {
                                return points;
                            }
                        },
                        passage.telemetry.tally(),
                        (_, _) -> new Verdict.Retry(Duration.ofMillis(1), "full"));
        Logs logs = Logs.of(LogRecord.builder().build());
        assertThat(context.accept(logs, WhenFull.PUSH_BACK)).isInstanceOf(Verdict.Retry.class);
        assertThat(passage.counters()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(Passage.problems(RedactionProcessor.TYPE, "presets: [ipv5]"))
                .contains("presets: `ipv5` is not one of `secret`, `token`, `email`");
        assertThat(Passage.problems(RedactionProcessor.TYPE, "blocked_values: ['(']"))
                .contains("blocked_values: `(` is not a regular expression: missing closing )");
        assertThat(Passage.problems(RedactionProcessor.TYPE, "allowed_networks: [10.0.0.0/99]"))
                .contains("allowed_networks: `10.0.0.0/99` is not a network such as `10.0.0.0/8`");
    }

    private static void tells(String text, String expected) {
        tells("", text, expected);
    }

    private static void tells(String yaml, String text, String expected) {
        assertThat(told(yaml, text)).isEqualTo(expected);
    }

    private static String told(String yaml, String text) {
        LogRecord told =
                new Passage(RedactionProcessor.TYPE, yaml)
                        .pass(LogRecord.builder().body(text).build());
        return Objects.requireNonNull(told.getBodyValue()).asString();
    }
}
