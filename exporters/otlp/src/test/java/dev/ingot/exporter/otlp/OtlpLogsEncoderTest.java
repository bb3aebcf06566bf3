package dev.ingot.exporter.otlp;

import static dev.ingot.exporter.otlp.Decoded.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Origin;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OtlpLogsEncoderTest {
    private static final Origin NAS = origin("nas01");

    @Test
    void everyPartOfARecordArrives() {
        var log =
                LogRecord.builder()
                        .origin(NAS)
                        .timeNanos(5)
                        .observedNanos(6)
                        .severity(Severity.WARN, "warning")
                        .body("disk is hot")
                        .fields(
                                Fields.builder()
                                        .add("host.name", "nas01")
                                        .add("priority", 12L)
                                        .add("ok", true)
                                        .add("ratio", 0.5)
                                        .add(
                                                "structured_data",
                                                Value.of(
                                                        KeyValue.of(
                                                                "origin",
                                                                Value.of(
                                                                        KeyValue.of(
                                                                                "ip",
                                                                                Value.of("::1"))))))
                                        .build())
                        .build();

        var request = Decoded.encoded(Logs.of(log));

        var resourceLogs = request.getResourceLogs(0);
        assertThat(resourceLogs.getResource().getAttributes(0).getValue().getStringValue())
                .isEqualTo("nas01");
        assertThat(resourceLogs.getScopeLogs(0).getScope().getName()).isEqualTo("syslog");
        var decoded = resourceLogs.getScopeLogs(0).getLogRecords(0);
        assertThat(decoded.getTimeUnixNano()).isEqualTo(5);
        assertThat(decoded.getObservedTimeUnixNano()).isEqualTo(6);
        assertThat(decoded.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
        assertThat(decoded.getSeverityText()).isEqualTo("warning");
        assertThat(decoded.getBody().getStringValue()).isEqualTo("disk is hot");
        assertThat(decoded.getAttributesList())
                .extracting(io.opentelemetry.proto.common.v1.KeyValue::getKey)
                .containsExactly("host.name", "priority", "ok", "ratio", "structured_data");
        assertThat(decoded.getAttributes(1).getValue().getIntValue()).isEqualTo(12);
        assertThat(decoded.getAttributes(2).getValue().getBoolValue()).isTrue();
        assertThat(decoded.getAttributes(3).getValue().getDoubleValue()).isEqualTo(0.5);
        assertThat(
                        decoded.getAttributes(4)
                                .getValue()
                                .getKvlistValue()
                                .getValues(0)
                                .getValue()
                                .getKvlistValue()
                                .getValues(0)
                                .getValue()
                                .getStringValue())
                .isEqualTo("::1");
    }

    @Test
    void aRecordWithoutAnyTimeIsObservedAtReceipt() {
        var decoded =
                Decoded.encoded(Logs.of(LogRecord.builder().body("x").build()))
                        .getResourceLogs(0)
                        .getScopeLogs(0)
                        .getLogRecords(0);
        assertThat(decoded.getTimeUnixNano()).isZero();
        assertThat(decoded.getObservedTimeUnixNano()).isEqualTo(RECEIVED);
    }

    @Test
    void recordsOfOneOriginStandTogetherInTheirOrder() {
        var request =
                Decoded.encoded(
                        Logs.of(
                                body(NAS, "1"),
                                body(origin("nas02"), "2"),
                                body(origin("nas01"), "3"),
                                body(origin("nas02"), "4")));
        assertThat(request.getResourceLogsCount()).isEqualTo(2);
        assertThat(bodies(request, 0)).containsExactly("1", "3");
        assertThat(bodies(request, 1)).containsExactly("2", "4");
    }

    @Test
    void halfASurrogatePairIsRepairedAndCounted() {
        var encoder = new OtlpLogsEncoder();
        var request =
                Decoded.logs(
                        encoder.encode(Logs.of(body(NAS, "bad \uD83D char")), RECEIVED)
                                .toByteArray());
        assertThat(bodies(request, 0)).containsExactly("bad \uFFFD char");
        assertThat(encoder.repaired()).isEqualTo(1);
    }

    @Property(tries = 100)
    void aRequestSaysWhatTheStockExporterSays(@ForAll("logs") Logs logs) {
        assertThat(normal(Decoded.encoded(logs)))
                .isEqualTo(normal(Decoded.logs(StockExporter.encode(logs))));
    }

    /// Every record with its resource and scope, sorted: the stock exporter groups by the identity
    /// of the resource object.
    private static List<String> normal(ExportLogsServiceRequest request) {
        var lines = new ArrayList<String>();
        for (ResourceLogs logs : request.getResourceLogsList()) {
            for (ScopeLogs scope : logs.getScopeLogsList()) {
                String head = logs.getResource() + logs.getSchemaUrl() + scope.getScope().getName();
                scope.getLogRecordsList().forEach(log -> lines.add(head + log));
            }
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    @Provide
    Arbitrary<Logs> logs() {
        Arbitrary<String> texts =
                Arbitraries.strings().ofMaxLength(300).map(OtlpLogsEncoderTest::whole);
        Arbitrary<Object> values =
                Arbitraries.oneOf(
                        texts.map(text -> (Object) text),
                        Arbitraries.longs().map(number -> (Object) number),
                        Arbitraries.doubles().map(number -> (Object) number),
                        Arbitraries.of(true, false).map(flag -> (Object) flag),
                        Arbitraries.longs()
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .map(list -> (Object) list),
                        nested(2).map(value -> (Object) value));
        Arbitrary<Fields> fields =
                Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1), values)
                        .ofMaxSize(5)
                        .map(map -> {
                            var builder = Fields.builder();
                            map.forEach(builder::add);
                            return builder.build();
                        });
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c").map(OtlpLogsEncoderTest::origin),
                        Arbitraries.longs().between(1, Long.MAX_VALUE),
                        Arbitraries.of(Severity.class),
                        texts,
                        nested(3),
                        fields)
                .as((origin, time, severity, text, body, attributes) ->
                        LogRecord.builder()
                                .origin(origin)
                                .timeNanos(time)
                                .observedNanos(time)
                                .severity(severity, text)
                                .body(body)
                                .fields(attributes)
                                .build())
                .list()
                .ofMaxSize(20)
                .map(list -> Logs.of(list.toArray(LogRecord[]::new)));
    }

    private static Arbitrary<Value<?>> nested(int depth) {
        Arbitrary<Value<?>> flat =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(200).map(t -> Value.of(whole(t))),
                        Arbitraries.longs().map(Value::of),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(Value::of));
        if (depth == 0) {
            return flat;
        }
        return Arbitraries.oneOf(
                flat,
                nested(depth - 1).list().ofMaxSize(3).map(Value::of),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1), nested(depth - 1))
                        .ofMaxSize(3)
                        .map(Value::of));
    }

    private static String whole(String text) {
        return text.codePoints()
                .map(c -> c >= 0xD800 && c < 0xE000 ? 'x' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Origin origin(String name) {
        return Origin.of(
                Resource.create(Attributes.builder().put("host.name", name).build()),
                InstrumentationScopeInfo.create("syslog"));
    }

    private static LogRecord body(Origin origin, String body) {
        return LogRecord.builder().origin(origin).body(body).build();
    }

    private static List<String> bodies(ExportLogsServiceRequest request, int resource) {
        return request.getResourceLogs(resource).getScopeLogs(0).getLogRecordsList().stream()
                .map(log -> log.getBody().getStringValue())
                .toList();
    }
}
