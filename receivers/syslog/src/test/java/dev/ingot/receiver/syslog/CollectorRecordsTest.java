package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.LogRecord;
import dev.ingot.telemetry.Tally;
import dev.ingot.wire.JsonValues;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the OpenTelemetry Collector's syslog receiver makes of messages that it can read, and this
/// one as well: attributes by name, type and value, severity and time. The body is the message with
/// both.
///
/// What the collector says stands beside the tests' messages in `….collector`, as its parsers
/// answered `src/test/peers/collector`.
class CollectorRecordsTest {
    /// What is read otherwise on purpose; the README says why.
    private static final Set<String> OTHERWISE =
            Set.of(
                    // The year nearest to the time of receipt, a year and a zone in the message.
                    "<13>Feb  5 17:32:18 10.0.0.99 Use the BFG!",
                    "<13>Feb 29 00:00:00 host a: of no year around",
                    "<13>Jan  2 03:04:05 2026 host a: a year behind",
                    "<141>Jan  2 03:04:05 2026 aruba cli[1234]: <341004> <WARN> AP up",
                    "<165>Aug 24 05:34:00 CST 1987 mymachine myproc[10]: %% It's time to make the"
                            + " do-nuts.  %%  Ingredients: Mix=OK",
                    // Hosts that are not where RFC 3164 wants them, or no names.
                    "<30>Jan  2 03:04:05 U7PG2,18e82900000a,v4.0.15.9872: hostapd: wlan0: STA"
                            + " 00:11:22:33:44:55 associated",
                    "<13>Jan  2 03:04:05 Message forwarded from aixhost: sshd[123]: Accepted"
                            + " publickey",
                    "<13>Jan  2 03:04:05 last message repeated 3 times",
                    "<13>Jan  2 03:04:05 fe80::1 a: an IPv6 host",
                    "<13>Jan  2 03:04:05 [fe80::1] a: an IPv6 host in brackets",
                    "<13>Jan  2 03:04:05 10.0.0.1:514 app: a port",
                    // Apps of other letters, and longer ones.
                    "<13>Jan  2 03:04:05 host äpp: Grüße 日本語",
                    "<13>Jan  2 03:04:05 host aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee:"
                            + " x",
                    // A colon that no blank follows does not end an app's name.
                    "<13>Jan  2 03:04:05 host http://example.com/ is no tag",
                    "<13>Jan  2 03:04:05 foo:bar baz",
                    "<13>Jan  2 03:04:05 host a::b z",
                    "<13>Jan  2 03:04:05 host 12:34:56 x",
                    "<13>Jan  2 03:04:05 host time=\"03:04:05\" z",
                    "<13>Jan  2 03:04:05 host src=192.0.2.1:80 b",
                    "<13>Jan  2 03:04:05 host {\"level\":\"info\",\"msg\":\"hello\"}",
                    "<13>Jan  2 03:04:05 host app[12]:text",
                    "<13>Jan  2 03:04:05 host a[1] no colon",
                    "<13>Jan  2 03:04:05 host app[12]:",
                    // The mark that RFC 5424 puts before text in UTF-8.
                    "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su"
                            + " root' failed for lonvick on /dev/pts/8",
                    "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47"
                            + " [exampleSDID@32473 iut=\"3\" eventSource=\"Application\""
                            + " eventID=\"1011\"] \uFEFFAn application event log entry...");

    @Test
    void recordsAreTheCollectors() throws IOException {
        var otherwise = new TreeMap<String, String>();
        int compared = 0;
        for (Path table : MessageTableTest.tables()) {
            List<String> messages = Files.readAllLines(table);
            String answered = table.getFileName().toString().replace(".txt", ".collector");
            List<String> answers = Files.readAllLines(table.resolveSibling(answered));
            assertThat(answers).as(answered).hasSameSizeAs(messages);
            for (int i = 0; i < messages.size(); i++) {
                if (!answers.get(i).equals("-")) {
                    String message = MessageTableTest.unescaped(messages.get(i));
                    String theirs = theirs(answers.get(i));
                    String ours = ours(record("", message));
                    compared++;
                    if (!ours.equals(theirs)) {
                        otherwise.put(message, "\n ours: " + ours + "\nthere: " + theirs);
                    }
                }
            }
        }
        assertThat(otherwise.keySet())
                .as("%s", otherwise)
                .containsExactlyInAnyOrderElementsOf(OTHERWISE);
        assertThat(compared).isGreaterThan(150);
    }

    @Test
    void timesOfRfc3164AreThoseOfTheLocation() {
        String yaml = "location: America/New_York";
        LogRecord log = record(yaml, "<34>Jan 12 06:30:00 1.2.3.4 apache_server: test message");
        assertThat(time(log.getTimestampEpochNanos())).isEqualTo("2026-01-12T11:30:00Z");
    }

    @Test
    void aPriorityThatMayBeSkippedLeavesNoTraceWhereItIs() {
        String yaml = "allow_skip_pri_header: true";
        LogRecord log = record(yaml, "Jan 12 06:30:00 1.2.3.4 apache_server: test message");
        assertThat(ours(log))
                .isEqualTo(
                        "0 null 2026-01-12T06:30:00Z"
                                + " {appname=apache_server, hostname=1.2.3.4,"
                                + " message=test message}");
        String newer = "1 2015-08-05T21:58:59.693Z 192.168.2.132 SecureAuth0 23108 ID52020 - Found";
        String dialect = yaml + "\nprotocol: rfc5424";
        assertThat(List.of(ours(record(yaml, newer)), ours(record(dialect, newer))))
                .containsOnly(
                        "0 null 2015-08-05T21:58:59.693Z"
                                + " {appname=SecureAuth0, hostname=192.168.2.132, message=Found,"
                                + " msg_id=ID52020, proc_id=23108, version=1}");
    }

    @Test
    void everyPriorityIsAFacilityAndASeverity() {
        for (int priority = 0; priority <= 191; priority++) {
            LogRecord log = record("", "<" + priority + ">1 - - - - - -");
            assertThat(log.fields().value("facility")).isEqualTo((long) (priority / 8));
            assertThat(log.fields().value("priority")).isEqualTo((long) priority);
            LogRecord sameSeverity = record("", "<" + priority % 8 + ">1 - - - - - -");
            assertThat(log.getSeverity()).isEqualTo(sameSeverity.getSeverity());
            assertThat(log.getSeverityText()).isEqualTo(sameSeverity.getSeverityText());
            LogRecord sameFacility = record("", "<" + priority / 8 * 8 + ">1 - - - - - -");
            assertThat(log.fields().value("facility_text"))
                    .isEqualTo(sameFacility.fields().value("facility_text"));
        }
    }

    /// Severity, time and attributes in one line, without what this receiver adds.
    private static String ours(LogRecord log) {
        var attributes = new TreeMap<String, Object>();
        for (int i = 0; i < log.fields().size(); i++) {
            String name = log.fields().name(i);
            boolean added = name.equals("cee") || name.matches("(syslog|truenas)\\..*");
            if (!added) {
                attributes.put(name, plain(log.fields().value(i)));
            }
        }
        return log.getSeverity().getSeverityNumber()
                + " "
                + log.getSeverityText()
                + " "
                + time(log.getTimestampEpochNanos())
                + " "
                + attributes;
    }

    private static String theirs(String json) {
        Map<String, Value<?>> answer = new JsonValues(5, 1000).object(json).orElseThrow();
        Value<?> time = answer.get("time");
        return plain(Objects.requireNonNull(answer.get("severity")))
                + " "
                + plain(Objects.requireNonNull(answer.get("severity_text")))
                + " "
                + (time == null ? "-" : Instant.parse(time.asString()))
                + " "
                + plain(Objects.requireNonNull(answer.get("attributes")));
    }

    /// A map without the order of its members, which means nothing.
    private static Object plain(Object value) {
        if (!(value instanceof Value<?> any)) {
            return value;
        }
        if (!(any.getValue() instanceof List<?> items)) {
            return any.getValue();
        }
        var members = new TreeMap<String, Object>();
        for (Object item : items) {
            var member = (KeyValue) item;
            members.put(member.getKey(), plain(member.getValue()));
        }
        return members;
    }

    private static String time(long nanos) {
        return nanos == 0 ? "-" : Instant.ofEpochSecond(0, nanos).toString();
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
        LogRecord log =
                Objects.requireNonNull(
                        records.of(bytes, 0, bytes.length, false, MessageTableTest.peer(), now));
        assertThat(log.getBodyValue()).isEqualTo(Value.of(message));
        assertThat(log.getObservedTimestampEpochNanos()).isEqualTo(now);
        return log;
    }
}
