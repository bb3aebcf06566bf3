package dev.ingot.receiver.syslog;

import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Makes log records of messages; names and meanings of the attributes are the collector's.
///
/// One for every connection and every UDP reader, for one thread at once: what a sender repeats is
/// kept here.
final class Records {
    private static final Long[] NUMBERS =
            LongStream.rangeClosed(0, Priority.HIGHEST).boxed().toArray(Long[]::new);

    private final Source source;
    private final Origins origins;
    private final Text text;
    private final MessageReader reader;
    private final Cee cee;
    private final Message message = new Message();
    private final Tally tally;
    private final Counter unparsed;
    private final Counter foreign;
    private final Counter cut;

    Records(Source source, Origins origins, Text text, Cee cee, Tally tally) {
        this.source = source;
        this.origins = origins;
        this.text = text;
        this.cee = cee;
        this.tally = tally;
        var words = new Words(text);
        var timestamps = new Timestamps(source.location());
        this.reader =
                new MessageReader(
                        source.protocol(),
                        source.priorityOptional(),
                        new Rfc5424(text, words, timestamps),
                        new Rfc3164(words, timestamps));
        this.unparsed = tally.with("reason", "parse_error").counter(SelfMetrics.LEFT_OUT);
        this.foreign = tally.with("reason", "encoding").counter(SelfMetrics.LEFT_OUT);
        this.cut = tally.with("reason", "truncated").counter(SelfMetrics.LEFT_OUT);
    }

    /// Makes the record of one message, whatever its bytes are.
    ///
    /// @param wasCut whether its end is missing
    /// @return null where the configuration drops what cannot be read, and this could not
    @Nullable LogRecord of(
            byte[] in, int start, int end, boolean wasCut, Peer peer, long nowNanos) {
        text.reset();
        String body = text.of(in, start, end);
        reader.read(in, start, end, nowNanos, message);
        if (message.error != null) {
            if (source.dropsErrors()) {
                tally.with("reason", "parse_error").add(SelfMetrics.DROPPED, 1);
                return null;
            }
            unparsed.add(1);
        }
        var fields = Fields.builder();
        structure(fields, body);
        describe(fields, in, start, end, body);
        if (wasCut) {
            cut.add(1);
            fields.add("syslog.truncated", true);
        }
        if (text.foreign()) {
            foreign.add(1);
        }
        peer.addTo(fields);
        source.attributes().forEach(fields::set);
        return build(body, fields.build(), peer, nowNanos);
    }

    private void describe(Fields.Builder fields, byte[] in, int start, int end, String body) {
        Message read = message;
        add(fields, "appname", read.appname);
        if (read.priority != Message.NO_PRIORITY) {
            fields.add("facility", NUMBERS[read.priority >> 3]);
        }
        add(fields, "hostname", read.hostname);
        if (read.text != Message.NO_TEXT) {
            boolean oneByteEach = body.length() == end - start;
            fields.add(
                    "message",
                    oneByteEach ? body.substring(read.text - start) : text.of(in, read.text, end));
        }
        add(fields, "msg_id", read.msgId);
        if (read.priority != Message.NO_PRIORITY) {
            fields.add("priority", NUMBERS[read.priority]);
        }
        add(fields, "proc_id", read.procId);
        if (read.structuredData != null) {
            fields.add("structured_data", read.structuredData);
        }
        if (read.version != Message.NO_VERSION) {
            fields.add("version", (long) read.version);
        }
        add(fields, "syslog.parse_error", read.error);
        if (source.classifies()) {
            ServiceClass.of(read.appname, body)
                    .ifPresent(service -> fields.add("service", service.word()));
        }
    }

    private void structure(Fields.Builder fields, String body) {
        int cookie = body.indexOf(Cee.COOKIE);
        if (cookie >= 0 && !cee.add(body, cookie, fields) && message.error == null) {
            message.error = "what follows `@cee:` is not a JSON object";
            unparsed.add(1);
        }
    }

    private static void add(Fields.Builder fields, String name, @Nullable String value) {
        if (value != null) {
            fields.add(name, value);
        }
    }

    private LogRecord build(String body, Fields fields, Peer peer, long nowNanos) {
        Message read = message;
        String host = read.hostname == null ? peer.address() : read.hostname;
        var builder =
                LogRecord.builder()
                        .origin(origins.of(service(read.appname), host))
                        .timeNanos(read.timeNanos)
                        .observedNanos(nowNanos)
                        .body(body)
                        .fields(fields);
        if (read.priority != Message.NO_PRIORITY) {
            builder.severity(Severities.number(read.priority), Severities.text(read.priority));
        }
        return builder.build();
    }

    private String service(@Nullable String appname) {
        if (!source.serviceName().isEmpty()) {
            return source.serviceName();
        }
        // What stands there in Cisco's messages names the event, of which there are thousands.
        return appname == null || appname.startsWith("%") ? Source.UNKNOWN_SERVICE : appname;
    }
}
