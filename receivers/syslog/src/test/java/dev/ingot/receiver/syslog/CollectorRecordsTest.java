package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.LogRecord;
import dev.ingot.telemetry.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the OpenTelemetry Collector's syslog receiver makes of messages that it can read, and this
/// one as well: attributes by name, type and value, severity, time and body.
class CollectorRecordsTest {
    private static final List<String> SEVERITIES =
            List.of(
                    "FATAL emerg",
                    "ERROR3 alert",
                    "ERROR2 crit",
                    "ERROR err",
                    "WARN warning",
                    "INFO2 notice",
                    "INFO info",
                    "DEBUG debug");

    @Test
    void theExamplesOfRfc5424() {
        becomes(
                "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - 'su root' failed",
                "ERROR2 crit 2003-10-11T22:14:15.003Z",
                "{appname=su, facility=4, hostname=mymachine.example.com,"
                        + " message='su root' failed, msg_id=ID47, priority=34, version=1}");
        becomes(
                "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time",
                "INFO2 notice 2003-08-24T12:14:15.000003Z",
                "{appname=myproc, facility=20, hostname=192.0.2.1, message=%% It's time,"
                        + " priority=165, proc_id=8710, version=1}");
        becomes(
                "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47"
                        + " [exampleSDID@32473 iut=\"3\" eventSource=\"Application\"] An entry",
                "INFO2 notice 2003-10-11T22:14:15.003Z",
                "{appname=evntslog, facility=20, hostname=mymachine.example.com, message=An entry,"
                        + " msg_id=ID47, priority=165, structured_data={\"exampleSDID@32473\":"
                        + "{\"iut\":\"3\",\"eventSource\":\"Application\"}}, version=1}");
        becomes(
                "<165>1 2003-10-11T22:14:15.003Z m evntslog - ID47 [a@1 iut=\"3\"][b@1 c=\"high\"]",
                "INFO2 notice 2003-10-11T22:14:15.003Z",
                "{appname=evntslog, facility=20, hostname=m, msg_id=ID47, priority=165,"
                        + " structured_data={\"a@1\":{\"iut\":\"3\"},\"b@1\":{\"c\":\"high\"}},"
                        + " version=1}");
    }

    @Test
    void whatAMessageLeavesOutIsLeftOut() {
        becomes("<0>1 - - - - - -", "FATAL emerg -", "{facility=0, priority=0, version=1}");
        becomes(
                "<191>1 - h - - - - t",
                "DEBUG debug -",
                "{facility=23, hostname=h, message=t, priority=191, version=1}");
    }

    @Test
    void valuesOfStructuredDataLoseTheirEscapes() {
        becomes(
                "<13>1 - - - - - [a@1 b=\"x\\\"y\\]z\\\\\"] t",
                "INFO2 notice -",
                "{facility=1, message=t, priority=13,"
                        + " structured_data={\"a@1\":{\"b\":\"x\\\"y]z\\\\\"}}, version=1}");
    }

    /// Where the year is missing it is this one, or last year's shortly after New Year.
    @Test
    void messagesOfRfc3164() {
        becomes(
                "<34>Jan 12 06:30:00 1.2.3.4 apache_server: test message",
                "ERROR2 crit 2026-01-12T06:30:00Z",
                "{appname=apache_server, facility=4, hostname=1.2.3.4, message=test message,"
                        + " priority=34}");
        becomes(
                "<38>Dec 31 23:59:59 nas01 sshd[4711]: Accepted publickey for root",
                "INFO info 2025-12-31T23:59:59Z",
                "{appname=sshd, facility=4, hostname=nas01, message=Accepted publickey for root,"
                        + " priority=38, proc_id=4711}");
    }

    @Test
    void timesOfRfc3164AreThoseOfTheLocation() {
        becomes(
                "location: America/New_York",
                "<34>Jan 12 06:30:00 1.2.3.4 apache_server: test message",
                "ERROR2 crit 2026-01-12T11:30:00Z",
                "{appname=apache_server, facility=4, hostname=1.2.3.4, message=test message,"
                        + " priority=34}");
    }

    @Test
    void aPriorityThatMayBeSkippedLeavesNoTraceWhereItIs() {
        becomes(
                "allow_skip_pri_header: true",
                "Jan 12 06:30:00 1.2.3.4 apache_server: test message",
                "UNDEFINED_SEVERITY_NUMBER null 2026-01-12T06:30:00Z",
                "{appname=apache_server, hostname=1.2.3.4, message=test message}");
    }

    @Test
    void everyPriorityIsAFacilityAndASeverity() {
        for (int priority = 0; priority <= 191; priority++) {
            LogRecord log = record("", "<" + priority + ">1 - - - - - -");
            assertThat(log.fields().value("facility")).isEqualTo((long) (priority / 8));
            assertThat(log.fields().value("priority")).isEqualTo((long) priority);
            assertThat(log.getSeverity() + " " + log.getSeverityText())
                    .isEqualTo(SEVERITIES.get(priority % 8));
        }
    }

    private static void becomes(String message, String severityAndTime, String attributes) {
        becomes("", message, severityAndTime, attributes);
    }

    private static void becomes(
            String yaml, String message, String severityAndTime, String attributes) {
        LogRecord log = record(yaml, message);
        long nanos = log.getTimestampEpochNanos();
        String time = nanos == 0 ? "-" : Instant.ofEpochSecond(0, nanos).toString();
        assertThat(log.fields()).hasToString(attributes);
        assertThat(log.getSeverity() + " " + log.getSeverityText() + " " + time)
                .isEqualTo(severityAndTime);
        assertThat(Objects.requireNonNull(log.getBodyValue()).asString()).isEqualTo(message);
        assertThat(Instant.ofEpochSecond(0, log.getObservedTimestampEpochNanos()))
                .isEqualTo(Sample.NOW);
    }

    private static LogRecord record(String yaml, String message) {
        Source source = new Written(yaml).config().sources().getFirst();
        var text = new Text(StandardCharsets.UTF_8);
        var records =
                new Records(
                        source,
                        new Origins(source.resource()),
                        text,
                        new Cee(),
                        Tally.standalone());
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        long now = Sample.NOW.getEpochSecond() * 1_000_000_000;
        return Objects.requireNonNull(
                records.of(bytes, 0, bytes.length, false, MessageTableTest.peer(), now));
    }
}
