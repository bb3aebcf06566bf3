package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.exporter.prometheus.Negotiation.Coding;
import org.junit.jupiter.api.Test;

class AcceptTest {
    private static final String PROMETHEUS_2_42 =
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1"
                    + ";q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    private static final String PROMETHEUS_3 =
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                    + "application/openmetrics-text;version=0.0.1;q=0.5,"
                    + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                    + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";
    private static final String PROTO =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily"
                    + ";encoding=delimited";

    private static void gets(String accept, Dialect dialect) {
        assertThat(Negotiation.dialect(accept)).as(accept).isEqualTo(dialect);
    }

    private static void getsCoding(String accept, Coding coding) {
        assertThat(Negotiation.coding(accept)).as(accept).isEqualTo(coding);
    }

    @Test
    void scrapersGetTheFormatTheyLikeBest() {
        var openMetrics = OpenMetrics.of("", Escaping.UNDERSCORES);
        gets("", PlainText.V0_0_4);
        gets("*/*", PlainText.V0_0_4);
        gets("text/html,application/xhtml+xml,*/*;q=0.8", PlainText.V0_0_4);
        gets("text/plain", PlainText.V0_0_4);
        gets("text/plain;version=0.0.3", PlainText.V0_0_4);
        gets("text/plain; version=1.0.0; escaping=dots", PlainText.of("1.0.0", Escaping.DOTS));
        gets("application/openmetrics-text", openMetrics);
        gets(
                "Application/OpenMetrics-Text; Version=\"0.0.1\"",
                OpenMetrics.of("0.0.1", Escaping.UNDERSCORES));
        gets("application/openmetrics-text;version=2.0.0,text/plain;q=0.1", PlainText.V0_0_4);
        gets("application/openmetrics-text;q=0,text/plain;q=0.1", PlainText.V0_0_4);
        gets("text/plain;q=0.5,application/openmetrics-text;q=0.6", openMetrics);
        gets("text/plain;q=nonsense,application/openmetrics-text;q=0.6", openMetrics);
        gets("text/plain,application/openmetrics-text", PlainText.V0_0_4);
        gets(PROTO + ";q=0.7,text/plain;q=0.6", new Protobuf(Escaping.UNDERSCORES));
        gets(PROTO.replace("delimited", "text") + ",text/plain;q=0.6", PlainText.V0_0_4);
        gets(PROMETHEUS_2_42, openMetrics);
        gets(PROMETHEUS_3, OpenMetrics.of("1.0.0", Escaping.NONE));
        gets(";;,,;q=1,=", PlainText.V0_0_4);
    }

    @Test
    void scrapersGetThePackingTheyLikeBest() {
        getsCoding("", Coding.IDENTITY);
        getsCoding("gzip", Coding.GZIP);
        getsCoding("gzip, deflate, br, zstd", Coding.ZSTD);
        getsCoding("zstd;q=0.5, gzip;q=0.8", Coding.GZIP);
        getsCoding("gzip;q=0", Coding.IDENTITY);
        getsCoding("identity;q=1, gzip;q=0.5", Coding.IDENTITY);
        getsCoding("br", Coding.IDENTITY);
    }
}
