package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every redaction of logs is measured by: the texts that simple patterns get wrong.
class RedactionVectorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.168.1.55 | ***IP***",
                "10.0.0.1:443 | ***IP***:443",
                "1.2.3.4.5 | 1.2.3.4.5",
                "999.1.1.1 | 999.1.1.1",
                "v1.2.3.4 | v1.2.3.4",
                "fe80::1%eth0 | ***IP***",
                "2001:db8::1 | ***IP***",
                "::ffff:1.2.3.4 | ***IP***",
                "a.b+c@example.co.uk | ***EMAIL***",
                "user@host | user@host",
                "BOB.SMITH@EXAMPLE.ORG | ***EMAIL***",
                "Authorization: Bearer xxx.yyy.zzz | Authorization: Bearer ***SECRET***",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl | ***TOKEN***",
                "password=hunter2 | password=***SECRET***",
                "{\"client\":{\"ip\":\"192.168.1.55\"}} | {\"client\":{\"ip\":\"***IP***\"}}",
                "4111111111111111 | ***CARD***",
            })
    void whatIsSecretIsHiddenAndNothingElse(String text, String expected) {
        assertThat(body(pass(LogRecord.builder().body(text).build()))).isEqualTo(expected);
        Fields fields = Fields.builder().add("message", text).build();
        assertThat(pass(LogRecord.builder().fields(fields).build()).fields().value("message"))
                .isEqualTo(expected);
    }

    /// Halves of an address in two attributes are no address, and stay what they are.
    @Test
    void anAddressThatIsSplitOverTwoAttributesIsNone() {
        Fields fields = Fields.builder().add("a", "192.168.").add("b", "1.55").build();
        LogRecord log = LogRecord.builder().body("192.168.1.55").fields(fields).build();
        assertThat(pass(log).fields()).isEqualTo(fields);
        assertThat(body(pass(log))).isEqualTo("***IP***");
    }

    private static LogRecord pass(LogRecord log) {
        return new Passage(RedactionProcessor.TYPE, "").pass(log);
    }

    private static String body(LogRecord log) {
        return Objects.requireNonNull(log.getBodyValue()).asString();
    }
}
