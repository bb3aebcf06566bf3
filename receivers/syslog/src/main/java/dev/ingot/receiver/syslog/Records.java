package dev.ingot.receiver.syslog;

import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import dev.ingot.wire.AsciiText;
import io.opentelemetry.api.common.Value;
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
    private final Fields.Builder fields = Fields.builder();
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
        reader.read(in, start, end, nowNanos, message);
        if (message.error != null) {
            if (source.dropsErrors()) {
                tally.with("reason", "parse_error").add(SelfMetrics.DROPPED, 1);
                return null;
            }
            unparsed.add(1);
        }
        AsciiText ascii = text.ascii(in, start, end);
        Value<?> body = ascii == null ? Value.of(text.of(in, start, end)) : ascii;
        fields.clear();
        structure(in, start, end);
        describe(said(in, start, end, ascii), body);
        if (wasCut) {
            cut.add(1);
            fields.add("syslog.truncated", true);
        }
        if (text.foreign()) {
            foreign.add(1);
        }
        peer.addTo(fields);
        source.attributes().forEach(fields::set);
        return build(body, peer, nowNanos);
    }

    /// The text behind the header; null where there is none.
    private @Nullable Object said(byte[] in, int start, int end, @Nullable AsciiText whole) {
        if (message.text == Message.NO_TEXT) {
            return null;
        }
        return whole == null ? text.of(in, message.text, end) : whole.from(message.text - start);
    }

    private void describe(@Nullable Object said, Value<?> body) {
        Message read = message;
        add("appname", read.appname);
        if (read.priority != Message.NO_PRIORITY) {
            fields.add("facility", NUMBERS[Facilities.number(read.priority)]);
            fields.add("facility_text", Facilities.text(read.priority));
        }
        add("hostname", read.hostname);
        add("message", said);
        add("msg_id", read.msgId);
        if (read.priority != Message.NO_PRIORITY) {
            fields.add("priority", NUMBERS[read.priority]);
        }
        add("proc_id", read.procId);
        if (read.structuredData != null) {
            fields.add("structured_data", read.structuredData);
        }
        if (read.version != Message.NO_VERSION) {
            fields.add("version", (long) read.version);
        }
        add("syslog.parse_error", read.error);
        if (source.classifies()) {
            ServiceClass.of(read.appname, body.asString())
                    .ifPresent(service -> fields.add("service", service.word()));
        }
    }

    private void structure(byte[] in, int start, int end) {
        int json = Cee.find(in, start, end);
        if (json >= 0 && !cee.add(text.of(in, json, end), fields) && message.error == null) {
            message.error = "what follows `@cee:` is not a JSON object";
            unparsed.add(1);
        }
    }

    private void add(String name, @Nullable Object value) {
        if (value != null) {
            fields.add(name, value);
        }
    }

    private LogRecord build(Value<?> body, Peer peer, long nowNanos) {
        Message read = message;
        String host = read.hostname == null ? peer.address() : read.hostname;
        var builder =
                LogRecord.builder()
                        .origin(origins.of(service(read.appname), host))
                        .timeNanos(read.timeNanos)
                        .observedNanos(nowNanos)
                        .body(body)
                        .fields(fields.build());
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
