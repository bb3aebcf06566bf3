package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Secret;
import dev.ingot.record.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compressing, splitting and reading answers.
class EncodedFormsTest {
    @Property(tries = 60)
    void whatIsCompressedExpandsToTheSame(
            @ForAll Compression compression,
            @ForAll byte[] bytes,
            @ForAll @IntRange(min = 1, max = 3000) int repeat)
            throws IOException {
        byte[] text = new byte[bytes.length * repeat];
        for (int i = 0; i < text.length; i++) {
            text[i] = bytes[i % bytes.length];
        }
        try (var compressor = new Compressor(compression, 1)) {
            for (int again = 0; again < 2; again++) {
                byte[] small = compressor.compress(text, 0, text.length);
                assertThat(Compressor.expand(compression, small, text.length)).isEqualTo(text);
            }
        }
    }

    @Test
    void noiseIsCompressedToo() throws IOException {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        for (Compression compression : Compression.values()) {
            try (var compressor = new Compressor(compression, 1)) {
                byte[] body = compressor.compress(noise, 0, noise.length);
                assertThat(Compressor.expand(compression, body, noise.length)).isEqualTo(noise);
            }
        }
    }

    @Property(tries = 100)
    void thePartsOfARequestAreTheRequest(
            @ForAll @IntRange(min = 2, max = 50) int items, @ForAll @IntRange(max = 50) int at) {
        int cut = Math.min(at, items);
        byte[] points =
                new OtlpMetricsEncoder(Identity.FLAT)
                        .encode(Push.points(0, items), Decoded.RECEIVED)
                        .toByteArray();
        var splitter = new RequestSplitter(Signal.Type.METRICS, points);
        var joined = Decoded.lines(Decoded.metrics(splitter.part(0, cut)));
        joined.addAll(Decoded.lines(Decoded.metrics(splitter.part(cut, items))));
        joined.sort(null);
        assertThat(joined).isEqualTo(Decoded.lines(Decoded.metrics(points)));

        byte[] logs =
                new OtlpLogsEncoder().encode(Push.logs(0, items), Decoded.RECEIVED).toByteArray();
        var logSplitter = new RequestSplitter(Signal.Type.LOGS, logs);
        assertThat(records(logSplitter.part(0, cut)) + records(logSplitter.part(cut, items)))
                .isEqualTo(items);
    }

    private static int records(byte[] request) {
        return Decoded.logs(request).getResourceLogsList().stream()
                .mapToInt(resource -> resource.getScopeLogs(0).getLogRecordsCount())
                .sum();
    }

    @Property(tries = 500)
    void anyBytesAreReadAsSomeAnswer(@ForAll byte[] noise) {
        assertThat(PartialSuccess.read(noise).rejected()).isNotNegative();
        assertThat(GrpcStatus.answer(8, "", noise)).isNotNull();
        assertThat(new ServerWords(Map.of()).of(noise, "application/x-protobuf")).isNotNull();
    }

    @Test
    void partialSuccessIsRead() {
        var answer = ExportLogsServiceResponse.newBuilder();
        answer.getPartialSuccessBuilder().setRejectedLogRecords(7).setErrorMessage("old");
        assertThat(PartialSuccess.read(answer.build().toByteArray()))
                .isEqualTo(new PartialSuccess(7, "old"));
        assertThat(PartialSuccess.read(new byte[0])).isEqualTo(PartialSuccess.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "120, 120",
        "'Sat, 21 Nov 2026 12:00:30 GMT', 30",
        "'Sat, 21 Nov 2026 11:00:30 GMT', 0",
        "86400, 600",
        "soon, 0",
        "-1, 0",
        "99999999999999999999, 0"
    })
    void retryAfterIsReadInBothForms(String header, long seconds) {
        assertThat(RetryAfter.parse(header, Instant.parse("2026-11-21T12:00:00Z")))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aServersWordsAreShortAndWithoutSecrets() {
        var words =
                new ServerWords(
                        Map.of("Authorization", Secret.of("hunter2"), "X-Key", Secret.of("a")));
        byte[] body = ("bad\ntoken hunter2 " + "x".repeat(500)).getBytes(StandardCharsets.UTF_8);
        assertThat(words.of(body, "text/plain"))
                .startsWith("bad token [REDACTED] xxx")
                .hasSize(301)
                .endsWith("…");
        assertThat(
                        words.of(
                                new byte[] {8, 3, 18, 7, 't', 'o', 'o', ' ', 'o', 'l', 'd'},
                                "application/x-protobuf"))
                .isEqualTo("too old");
    }

    @Test
    void aTenantIsNoSecret() {
        var words = new ServerWords(Map.of("X-Scope-OrgID", Secret.of("home")));
        assertThat(words.clean("entry for stream '{host_name=\"nas01.home\"}'"))
                .isEqualTo("entry for stream '{host_name=\"nas01.home\"}'");
    }

    @Test
    void waitsGrowToTheLongestAndVary() {
        var config =
                Configs.http(
                                "retry_on_failure: {initial_interval: 1s, max_interval: 4s,"
                                        + " multiplier: 2}")
                        .retry();
        var backoff = new Backoff(config, new Random(7));
        for (double expected : new double[] {1, 2, 4, 4, 4}) {
            assertThat(backoff.next().toMillis() / 1000.0)
                    .isBetween(expected * 0.5, expected * 1.5);
        }
    }
}
