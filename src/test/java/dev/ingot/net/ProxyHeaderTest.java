package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String IPV4 = "2111000cc0000207c63364070400" + "0202";

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
    void addressesOfDatagramsAreToldAsThoseOfStreams() throws IOException {
        assertThat(binary("2112" + IPV4.substring(4))).contains("192.0.2.7:1024");
        assertThat(binary("21220024" + "20010db8000000000000000000000001".repeat(2) + "04000202"))
                .contains("2001:db8:0:0:0:0:0:1");
        assertThat(binary("2110" + IPV4.substring(4))).isEqualTo("none");
    }

    @Test
    void familiesWithoutPortsTellNobody() throws IOException {
        assertThat(binary("2100" + "0000")).isEqualTo("none");
        assertThat(binary("2131" + "00d8" + "00".repeat(216))).isEqualTo("none");
        assertThat(binary("2111" + "ffff" + "7f".repeat(65_535))).contains("127.127.127.127:32639");
        assertThat(binary("2111" + "0004" + "c0000207")).isEqualTo("none");
    }

    /// Nothing but an answer or the exception that ends the connection.
    @Property
    void noBytesDoHarm(@ForAll byte[] bytes, @ForAll @IntRange(max = 3) int beginning)
            throws IOException {
        String[] beginnings = {"", "PROXY ", "PROXY TCP4 1.2.3.4 ", "\r\n\r\n\0\r\nQUIT\n!"};
        String rest = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            assertThat(read(beginnings[beginning] + rest)).isNotEmpty();
        } catch (ProtocolException | EOFException refused) {
            assertThat(refused).hasMessageContaining("PROXY header");
        }
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
                    "\r\nsomething else entirely",
                    "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\n",
                    "PROXY TCP4  1.2.3.4 1.2.3.4 1 2\r\n",
                    "PROXY TCP4 1.2.3.4 1.2.3.4 1 2 \r\n",
                    "PROXY TCP4 ::1 ::1 1 2\r\n",
                    "PROXY TCP6 1.2.3.4 1.2.3.4 1 2\r\n",
                    "PROXY TCP5 1.2.3.4 1.2.3.4 1 2\r\n",
                    "PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\r\n",
                    "PROXY TCP4 1.2.3.4 1.2.3.4 -1 2\r\n",
                    "PROXY TCP4 1.2.3.4 1.2.3.4 +1 2\r\n",
                    "PROXY TCP4 nas.example 1.2.3.4 1 2\r\n",
                    "PROXY TCP4 1.2.3.4 1.2.3.4 1 2" + " ".repeat(100) + "\r\n",
                    "Proxy TCP4 1.2.3.4 1.2.3.4 1 2\r\n",
                    "PROXYTCP4"
                }) {
            assertThatThrownBy(() -> read(wrong)).as(wrong).isInstanceOf(ProtocolException.class);
        }
        assertThatThrownBy(() -> binary("2111000cc000")).isInstanceOf(ProtocolException.class);
        for (String family : new String[] {"41", "f1", "13", "1f"}) {
            assertThatThrownBy(() -> binary("21" + family + IPV4.substring(4)))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage("PROXY header tells a family that there is not");
        }
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
