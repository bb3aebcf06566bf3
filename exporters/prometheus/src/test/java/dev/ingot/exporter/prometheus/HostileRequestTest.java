package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.origin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.config.Secret;
import dev.ingot.net.WebServer.Request;
import dev.ingot.record.Labels;
import dev.ingot.record.Series;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HostileRequestTest {
    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                        "text/plain",
                        "*/*",
                        "gzip",
                        "zstd",
                        ";",
                        ",",
                        "=",
                        "q",
                        "q=",
                        "0.5",
                        "\"",
                        " ",
                        "version=1.0.0",
                        "escaping=dots",
                        "1e999",
                        "-1",
                        "Basic ",
                        "Bearer ",
                        "OnA=",
                        ":",
                        "\u00e9")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 500)
    void everyHeaderHasAnAnswer(@ForAll("headers") String header) {
        assertThat(Negotiation.dialect(header)).isNotNull();
        assertThat(Negotiation.coding(header)).isNotNull();
        assertThat(Accept.parse(header))
                .allSatisfy(member -> assertThat(member.quality()).isBetween(0.0, 1.0));
    }

    @Property(tries = 300)
    void nobodyGetsInByNonsense(@ForAll("headers") String header) {
        var guard = new Guard(Map.of(), Secret.of("0123456789abcdef"));
        var peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        var headers = Map.of("authorization", List.of(header));
        assertThat(guard.admits(new Request("GET", "/metrics", Map.of(), headers, peer))).isFalse();
    }

    @Property(tries = 300)
    void targetsAreJsonWhateverTheyAreCalled(@ForAll String instance, @ForAll String host)
            throws Exception {
        var json =
                new ObjectMapper()
                        .readTree(
                                Targets.json(
                                        List.of(origin("pve", instance)), host, "/pve", "http"));
        assertThat(json).hasSize(instance.isEmpty() ? 0 : 1);
        if (!instance.isEmpty()) {
            assertThat(json.at("/0/labels/instance").asText()).isEqualTo(instance);
            assertThat(json.at("/0/targets/0").asText()).isEqualTo(host);
        }
    }

    @Test
    void oddQueriesAreAnswered() throws Exception {
        try (var served = new Served("")) {
            served.put(Series.of(origin("x", "y"), SIZE, Labels.EMPTY), 1);
            assertThat(served.get("/metrics?target=%00%FF").statusCode()).isEqualTo(404);
            assertThat(served.get("/metrics?target=%3Cscript%3E").statusCode()).isEqualTo(404);
            assertThat(served.text("/metrics?target=%3Cscript%3E")).doesNotContain("<");
            assertThat(served.get("/metrics?name[]=").statusCode()).isEqualTo(200);
            assertThat(served.get("/metrics?&&=&x").statusCode()).isEqualTo(200);
            assertThat(served.get("/metrics?target=" + "x".repeat(5000)).statusCode())
                    .isEqualTo(404);
            assertThat(served.get("//metrics").statusCode()).isEqualTo(404);
            assertThat(served.get("/metrics/../metrics").statusCode()).isEqualTo(404);
        }
    }
}
