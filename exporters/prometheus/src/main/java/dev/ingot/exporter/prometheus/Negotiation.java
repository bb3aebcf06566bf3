package dev.ingot.exporter.prometheus;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// What a scraper gets, by what it says that it takes: as Prometheus's own clients decide it.
final class Negotiation {
    private static final List<String> TEXT_VERSIONS = List.of("", "0.0.4", "1.0.0");
    private static final List<String> OPEN_METRICS_VERSIONS = List.of("", "0.0.1", "1.0.0");
    private static final String PROTO = "io.prometheus.client.MetricFamily";
    private static final Optional<Dialect> NOTHING = Optional.empty();
    private static final int ZSTD_LEVEL = 1;

    private Negotiation() {}

    /// How the bytes of an answer are packed; `word` is the value of `Content-Encoding`.
    enum Coding {
        ZSTD("zstd"),
        GZIP("gzip"),
        IDENTITY("identity");

        private final String word;

        Coding(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        OutputStream pack(OutputStream out) throws IOException {
            return switch (this) {
                case ZSTD -> new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL);
                case GZIP -> new FastGzip(out);
                case IDENTITY -> out;
            };
        }
    }

    /// The format that a scraper likes best. One that likes none of ours gets text: scrapers that
    /// send odd headers read it all the same.
    static Dialect dialect(String accept) {
        return Accept.parse(accept).stream()
                .filter(Accept::isAcceptable)
                .map(Negotiation::dialect)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(PlainText.V0_0_4);
    }

    private static Optional<Dialect> dialect(Accept range) {
        Escaping escaping = Escaping.of(range.parameter("escaping"));
        String version = range.parameter("version");
        boolean openMetrics = OPEN_METRICS_VERSIONS.contains(version);
        boolean text = TEXT_VERSIONS.contains(version);
        boolean delimited = range.parameter("encoding").equals("delimited");
        return switch (range.what()) {
            case "application/openmetrics-text" ->
                    openMetrics ? Optional.of(OpenMetrics.of(version, escaping)) : NOTHING;
            case "application/vnd.google.protobuf" ->
                    delimited && range.parameter("proto").equals(PROTO)
                            ? Optional.of(new Protobuf(escaping))
                            : NOTHING;
            case "text/plain" -> text ? Optional.of(PlainText.of(version, escaping)) : NOTHING;
            case "text/*", "*/*" -> Optional.of(PlainText.V0_0_4);
            default -> NOTHING;
        };
    }

    /// The packing that a scraper likes best; of those it likes as well, the cheapest.
    static Coding coding(String acceptEncoding) {
        List<Accept> accepted = Accept.parse(acceptEncoding);
        Coding best = Coding.IDENTITY;
        double quality = quality(accepted, Coding.IDENTITY, 0.001);
        for (Coding coding : List.of(Coding.GZIP, Coding.ZSTD)) {
            double other = quality(accepted, coding, 0);
            if (other > 0 && other >= quality) {
                best = coding;
                quality = other;
            }
        }
        return best;
    }

    private static double quality(List<Accept> accepted, Coding coding, double unnamed) {
        for (Accept each : accepted) {
            if (each.what().equals(coding.word())) {
                return each.quality();
            }
        }
        return unnamed;
    }
}
