package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Fields;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Half a surrogate pair, which UTF-8 cannot hold and for which a backend refuses a whole request,
/// wherever text can stand: each is sent as U+FFFD, and counted.
class RepairedTextTest {
    private static final String HALF = "x\uD83Dy";
    private static final String MENDED = "x\uFFFDy";

    /// Five in the attributes of resource and scope and in the scope's name and version; the SDK
    /// takes no such name of a resource's attribute.
    private static final Origin ORIGIN =
            Origin.of(
                    Resource.create(Attributes.of(AttributeKey.stringKey("host.name"), HALF)),
                    InstrumentationScopeInfo.builder(HALF)
                            .setVersion(HALF)
                            .setAttributes(Attributes.of(AttributeKey.stringKey(HALF), HALF))
                            .build());

    /// Three in the metric, two in the labels.
    private static Points point() {
        var points = new Points();
        var metric = Metric.gauge("name" + HALF, HALF, HALF);
        points.addLong(Series.of(ORIGIN, metric, Labels.of(HALF, HALF)), 1, 1);
        return points;
    }

    @RegisterExtension private final Backend backend = new Backend();

    @ParameterizedTest
    @EnumSource
    void everyCharacterOfAPointIsRepairedAndCountedEachTime(Identity identity) {
        int all = identity == Identity.FLAT ? 5 : 10;
        var encoder = new OtlpMetricsEncoder(identity);
        Points points = point();
        for (int time = 1; time <= 2; time++) {
            var request = Decoded.metrics(encoder.encode(points, Decoded.RECEIVED).toByteArray());
            assertThat(count(request.toString())).isEqualTo(all);
            assertThat(encoder.repaired()).isEqualTo((long) time * all);
        }
        var another = new OtlpMetricsEncoder(identity);
        var _ = another.encode(points, Decoded.RECEIVED);
        assertThat(another.repaired()).as("of a series that is known").isEqualTo(all);
    }

    /// Eight more in the record: severity, body, attribute, list and map.
    @Test
    void everyCharacterOfALogRecordIsRepairedAndCountedEachTime() {
        var fields =
                Fields.builder()
                        .add(HALF, HALF)
                        .add("list", Value.of(Value.of(HALF), Value.of(HALF)))
                        .add("map", Value.of(Map.of(HALF, Value.of(HALF))))
                        .build();
        var log =
                LogRecord.builder()
                        .origin(ORIGIN)
                        .severity(io.opentelemetry.api.logs.Severity.INFO, HALF)
                        .body(HALF)
                        .fields(fields)
                        .build();
        var encoder = new OtlpLogsEncoder();
        for (int time = 1; time <= 4; time++) {
            var request =
                    Decoded.logs(encoder.encode(Logs.of(log), Decoded.RECEIVED).toByteArray());
            assertThat(count(request.toString())).isEqualTo(13);
            assertThat(encoder.repaired()).isEqualTo(13L * time);
        }
    }

    @Test
    void theCounterSaysIt() throws IOException {
        try (var push = new Push(backend.config(""))) {
            push.accept(point());
            push.awaitCounter("ingot_exporter_repaired_characters_total{} 5");
            backend.awaitValues(1);
        }
        assertThat(backend.points().getFirst().getAttributes(0).getKey()).isEqualTo(MENDED);
    }

    /// How often U+FFFD stands in what protobuf prints, as three octal escapes.
    private static int count(String printed) {
        return printed.split("\\\\357\\\\277\\\\275", -1).length - 1;
    }
}
