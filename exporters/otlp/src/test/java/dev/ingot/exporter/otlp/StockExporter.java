package dev.ingot.exporter.otlp;

import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// The OpenTelemetry SDK's own OTLP exporters, writing into memory: what ours are compared with.
final class StockExporter implements AutoCloseable {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream(1 << 16);
    private final OtlpHttpMetricExporter metrics;
    private final OtlpHttpLogRecordExporter logs;

    StockExporter(MemoryMode memory) {
        var loader = new OneSender(new IntoMemory());
        metrics =
                OtlpHttpMetricExporter.builder()
                        .setMemoryMode(memory)
                        .setComponentLoader(loader)
                        .build();
        logs =
                OtlpHttpLogRecordExporter.builder()
                        .setMemoryMode(memory)
                        .setComponentLoader(loader)
                        .build();
    }

    static byte[] encode(Points points) {
        try (var stock = new StockExporter(MemoryMode.IMMUTABLE_DATA)) {
            stock.export(points.metricData());
            return stock.sent.toByteArray();
        }
    }

    static byte[] encode(Logs records) {
        try (var stock = new StockExporter(MemoryMode.IMMUTABLE_DATA)) {
            stock.exportLogs(List.copyOf(records.logRecordData()));
            return stock.sent.toByteArray();
        }
    }

    /// Encodes and returns the size.
    int export(Collection<MetricData> data) {
        sent.reset();
        metrics.export(data);
        return sent.size();
    }

    /// Encodes and returns the size.
    int exportLogs(List<LogRecordData> data) {
        sent.reset();
        logs.export(data);
        return sent.size();
    }

    @Override
    public void close() {
        metrics.shutdown();
        logs.shutdown();
    }

    private static final class Ok implements HttpResponse {
        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public String getStatusMessage() {
            return "OK";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }

    private final class IntoMemory implements HttpSender, HttpSenderProvider {
        @Override
        public HttpSender createSender(HttpSenderConfig config) {
            return this;
        }

        @Override
        public void send(
                MessageWriter message,
                Consumer<HttpResponse> onAnswer,
                Consumer<Throwable> onFailure) {
            try {
                message.writeMessage(sent);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            onAnswer.accept(new Ok());
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private record OneSender(HttpSenderProvider provider) implements ComponentLoader {
        @Override
        public <T> Iterable<T> load(Class<T> service) {
            return service.isInstance(provider) ? List.of(service.cast(provider)) : List.of();
        }
    }
}
