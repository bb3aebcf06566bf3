package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.testkit.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProxyHeaderTest {
    private static final String YAML =
            "tcp: {listen_address: '127.0.0.1:0', proxy_protocol: true, add_attributes: true}";
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String IPV4 = "2111000cc0000207c63364070400" + "0202";

    @Test
    void theSenderBehindTheProxyIsTold() throws IOException {
        try (var station = new Station(YAML)) {
            station.stream("PROXY TCP4 192.0.2.7 198.51.100.7 56324 514\r\n<13>a: t\n");
            assertThat(station.log().fields().toString())
                    .contains(
                            "net.peer.ip=192.0.2.7",
                            "net.peer.port=56324",
                            "net.host.ip=198.51.100.7",
                            "net.host.port=514");
            assertThat(station.log().origin().toString()).contains("host.name=\"192.0.2.7\"");
        }
    }

    @Test
    void aConnectionWithoutAHeaderIsEnded() throws IOException {
        try (var station = new Station(YAML);
                var socket = station.connect()) {
            socket.getOutputStream().write("<13>a: t\n".getBytes(StandardCharsets.US_ASCII));
            Await.until("the end", () -> station.telemetry.text().contains("reason=error"));
            assertThat(station.recorder.size()).isZero();
        }
    }

    @Test
    void bothVersionsAreRead() throws IOException {
        assertThat(read("PROXY TCP6 2001:db8::1 ::1 1 2\r\n"))
                .contains("2001:db8:0:0:0:0:0:1", ":1,");
        assertThat(binary(IPV4)).contains("192.0.2.7:1024", "198.51.100.7:514");
        String six = "21210024" + "20010db8000000000000000000000001".repeat(2) + "04000202";
        assertThat(binary(six)).contains("2001:db8:0:0:0:0:0:1");
        assertThat(binary("21110010" + "c0000207c633640704000202" + "04000100"))
                .contains("192.0.2.7:1024");
    }

    @Test
    void aProxyMaySpeakForItself() throws IOException {
        assertThat(read("PROXY UNKNOWN\r\n")).isEqualTo("none");
        assertThat(binary("20000000")).isEqualTo("none");
        assertThat(read("")).isEqualTo("none");
    }

    @Test
    void exactlyTheHeaderIsRead() throws IOException {
        var in = stream("PROXY TCP4 192.0.2.7 192.0.2.8 1 2\r\nrest");
        assertThat(ProxyHeader.read(in)).isPresent();
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("rest");
    }

    @Test
    void whatIsNoHeaderIsRefused() {
        for (String wrong :
                new String[] {
                    "<13>",
                    "PROXY",
                    "PROXY TCP4 1 2\r\n",
                    "PROXY TCP4 x y 1 2\r\n",
                    "PROXY TCP4 1.2.3.4 1.2.3.4 x 2\r\n",
                    "P".repeat(200),
                    "\r\nsomething else entirely"
                }) {
            assertThatThrownBy(() -> read(wrong)).as(wrong).isInstanceOf(ProtocolException.class);
        }
        assertThatThrownBy(() -> binary("2111000cc000")).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> binary("3100" + "0000")).isInstanceOf(ProtocolException.class);
    }

    private static String read(String header) throws IOException {
        return ProxyHeader.read(stream(header))
                .map(read -> (read.peer() + "," + read.local()).replace("/", ""))
                .orElse("none");
    }

    private static String binary(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(SIGNATURE + hex);
        return read(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
