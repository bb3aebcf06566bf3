package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:4318",
                "https://mimir.example/otlp",
                "HTTPS://mimir.example",
                "http://[::1]:4318/v1/metrics?x=y",
                "http://victoria_metrics:8428/opentelemetry",
                "http://user:word@host",
                "http://host:",
            })
    void absoluteUrlIsTaken(String text) {
        assertThat(Urls.parse(text)).isEqualTo(new Parsed.Good<>(URI.create(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a URL such as http://localhost:4318",
        "localhost, is not a URL such as http://localhost:4318",
        "localhost:4318, is not a URL such as http://localhost:4318",
        "/v1/metrics, is not a URL such as http://localhost:4318",
        "http:localhost, is not a URL such as http://localhost:4318",
        "http://a b, is not a URL such as http://localhost:4318",
        "http://, is not a URL such as http://localhost:4318",
        "http:///x, has no host; a URL such as http://localhost:4318 is expected",
        "http://:80, has no host; a URL such as http://localhost:4318 is expected",
        "ftp://host/x, is neither http nor https",
        "http://host:65536, has a port that is out of range; ports are 0 to 65535",
    })
    void otherTextSaysWhyItIsNone(String text, String why) {
        assertThat(Urls.parse(text)).isEqualTo(new Parsed.Bad<>(why));
    }

    @Property
    void anyTextHasAnAnswer(@ForAll String text) {
        assertThat(Urls.parse(text)).isNotNull();
        assertThat(Urls.parse("http://" + text)).isNotNull();
    }
}
