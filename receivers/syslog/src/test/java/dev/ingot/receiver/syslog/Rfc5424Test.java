package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Rfc5424Test {
    @Test
    void everyFieldIsRead() {
        reads(
                "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su 17 ID47 - 'su root' failed",
                "34 v1 2003-10-11T22:14:15.003Z host=mymachine.example.com app=su pid=17 msgid=ID47"
                        + " «'su root' failed»");
        reads(
                "<165>1 2003-10-11T22:14:15.003Z h evntslog - ID47"
                        + " [exampleSDID@32473 iut=\"3\" eventSource=\"Application\"] An event",
                "165 v1 2003-10-11T22:14:15.003Z host=h"
                        + " app=evntslog msgid=ID47"
                        + " sd={\"exampleSDID@32473\":{\"iut\":\"3\",\"eventSource\":\"Application\"}}"
                        + " «An event»");
    }

    @Test
    void whatIsNilIsLeftOut() {
        reads("<0>1 - - - - - -", "0 v1 -");
        reads("<191>1 - - - - - - ", "191 v1 -");
        reads("<13>1 - - - - - - text", "13 v1 - «text»");
        reads("<13>1 - - - - - - - text", "13 v1 - «- text»");
    }

    @Test
    void versionsUpTo999AreRead() {
        reads("<13>999 - h a p m - t", "13 v999 - host=h app=a pid=p msgid=m «t»");
    }

    @Test
    void timesAreReadWithEveryOffsetAndFraction() {
        time("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520Z");
        time("1985-04-12T19:20:50.52-04:00", "1985-04-12T23:20:50.520Z");
        time("2003-08-24T05:14:15.000003-07:00", "2003-08-24T12:14:15.000003Z");
        time("2003-10-11T22:14:15.123456789Z", "2003-10-11T22:14:15.123456789Z");
        time("2003-10-11T22:14:15.1234567891Z", "2003-10-11T22:14:15.123456789Z");
        time("2003-10-11T22:14:15+05:30", "2003-10-11T16:44:15Z");
        time("2003-10-11T22:14:15+0530", "2003-10-11T16:44:15Z");
        time("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z");
        time("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
        time("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z");
    }

    @Test
    void aTimeThatIsNoneIsNamed() {
        String wrong = "error=timestamp is not of the form `2003-10-11T22:14:15.003Z`";
        reads("<13>1 2003-13-11T22:14:15Z h a p m - t", "13 v1 - " + wrong);
        reads("<13>1 2023-02-29T22:14:15Z h a p m - t", "13 v1 - " + wrong);
        reads("<13>1 2003-10-11T24:14:15Z h a p m - t", "13 v1 - " + wrong);
        reads("<13>1 2003-10-11T22:14:15Zx h a p m - t", "13 v1 - " + wrong);
        reads("<13>1 2003-10-11T22:14 h a p m - t", "13 v1 - " + wrong);
        reads("<13>1 2003-10-11T22:14:15+25:00 h a p m - t", "13 v1 - " + wrong);
    }

    @Test
    void structuredDataIsAMapOfMaps() {
        data("[a]", "{\"a\":{}}");
        data("[a][b]", "{\"a\":{},\"b\":{}}");
        data(
                "[a x=\"1\" y=\"2\"][b z=\"\"]",
                "{\"a\":{\"x\":\"1\",\"y\":\"2\"},\"b\":{\"z\":\"\"}}");
        data("[a  x=\"1\" ]", "{\"a\":{\"x\":\"1\"}}");
        data("[a x=\"é]\"]", "{\"a\":{\"x\":\"é]\"}}");
        data("[a x=\"b c=\\\"d\\\" \\\\ \\]\"]", "{\"a\":{\"x\":\"b c=\\\"d\\\" \\\\ ]\"}}");
        data("[a x=\"c:\\temp\"]", "{\"a\":{\"x\":\"c:\\\\temp\"}}");
    }

    @Test
    void whatComesTwiceIsMerged() {
        data("[a x=\"1\" x=\"2\"]", "{\"a\":{\"x\":\"2\"}}");
        data("[a x=\"1\"][b][a y=\"2\" x=\"3\"]", "{\"a\":{\"x\":\"3\",\"y\":\"2\"},\"b\":{}}");
    }

    @Test
    void brokenStructuredDataIsText() {
        broken("[a x=\"1\" text");
        broken("[a x=1] text");
        broken("[a x=\"1\"]text");
        broken("[] text");
        broken("[a x text");
        broken("-text");
        broken("text without any");
        broken("[a" + " x=\"1\"".repeat(513) + "] text");
    }

    @Test
    void aMessageThatBreaksOffSaysWhere() {
        reads("<13>1 -", "13 v1 - error=no hostname");
        reads("<13>1 - h", "13 v1 - host=h error=no app name");
        reads("<13>1 - h a", "13 v1 - host=h app=a error=no process id");
        reads("<13>1 - h a p", "13 v1 - host=h app=a pid=p error=no message id");
        reads("<13>1 - h a p m", "13 v1 - host=h app=a pid=p msgid=m error=no structured data");
        reads("<13>1 - h a p m ", "13 v1 - host=h app=a pid=p msgid=m error=no structured data");
        reads("<13>1 - h  p m - t", "13 v1 - host=h error=no app name");
    }

    @Test
    void aByteOrderMarkIsNoText() {
        reads("<13>1 - - a - - - \uFEFFtext", "13 v1 - app=a «text»");
    }

    @Test
    void linesStayInTheText() {
        reads("<13>1 - - a - - - one\ntwo", "13 v1 - app=a «one\ntwo»");
    }

    @Test
    void theOtherDialectIsAnErrorWhereThisOneIsConfigured() {
        assertThat(Sample.read(Dialect.RFC5424, "UTC", "<13>Oct 11 22:14:15 h su: t"))
                .isEqualTo("13 - error=not of the configured protocol rfc5424");
        assertThat(Sample.read(Dialect.RFC5424, "UTC", "text"))
                .isEqualTo("- - error=no priority such as `<13>` and no time");
    }

    private static void time(String written, String read) {
        reads(
                "<13>1 " + written + " h a p m - t",
                "13 v1 " + read + " host=h app=a pid=p msgid=m «t»");
    }

    private static void data(String written, String read) {
        reads("<13>1 - - - - - " + written, "13 v1 - sd=" + read);
        reads("<13>1 - - - - - " + written + " t", "13 v1 - sd=" + read + " «t»");
    }

    private static void broken(String rest) {
        reads(
                "<13>1 - - - - - " + rest,
                "13 v1 - «"
                        + rest
                        + "» error=structured data is neither `-` nor of the form `[id"
                        + " name=\"value\"]`");
    }

    private static void reads(String message, String expected) {
        assertThat(Sample.read(message)).isEqualTo(expected);
    }
}
