package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.LogLines;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxiedDatagramsTest {
    private static final InetSocketAddress PROXY = new InetSocketAddress("203.0.113.1", 4000);
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    /// UDP over IPv4, from 192.0.2.7:1024 to 198.51.100.7:514.
    private static final String IPV4 = SIGNATURE + "2112000c" + "c0000207c633640704000202";

    private final List<String> got = new ArrayList<>();
    private final Telemetry telemetry = new Telemetry();
    private final ProxiedDatagrams datagrams =
            new ProxiedDatagrams(new Shown(), telemetry.tally(), System.getLogger("proxied"));

    private final class Shown implements UdpServer.Datagrams {
        @Override
        public void receive(byte[] bytes, int length, InetSocketAddress peer) {
            got.add(new String(bytes, 0, length, StandardCharsets.US_ASCII) + peer);
        }

        @Override
        public void forwarded(
                byte[] bytes, int length, InetSocketAddress peer, InetSocketAddress local) {
            receive(bytes, length, peer);
            got.add("to " + local);
        }

        @Override
        public void pause() {
            got.add("pause");
        }
    }

    @Test
    void theSenderBehindTheProxyIsTold() {
        send(IPV4, "text");
        datagrams.pause();
        assertThat(got).containsExactly("text/192.0.2.7:1024", "to /198.51.100.7:514", "pause");
        assertThat(telemetry.text()).isEmpty();
    }

    @Test
    void furtherPartsOfTheHeaderAreSkipped() {
        send(SIGNATURE + "21120013" + IPV4.substring(32) + "04000401020304", "text");
        assertThat(got).contains("text/192.0.2.7:1024");
        String ten = "20010db800000000000000000000000a";
        send(SIGNATURE + "21220024" + ten + ten + "04000202", "six");
        assertThat(got).contains("six/[2001:db8:0:0:0:0:0:a]:1024");
    }

    @Test
    void whatIsBehindAHeaderMayBeNothing() {
        send(IPV4, "");
        assertThat(got).contains("/192.0.2.7:1024");
    }

    @Test
    void aProxyThatSpeaksForItselfIsTheSender() {
        send(SIGNATURE + "20000000", "ping");
        assertThat(got).containsExactly("ping/203.0.113.1:4000");
    }

    @Test
    void aDatagramWithoutAHeaderIsCountedAndGoesNoFurther() {
        try (var log = new LogLines("proxied")) {
            send("", "<13>a: no header");
            send("", "PROXY TCP4 192.0.2.7 198.51.100.7 1 2\r\n<13>a: version 1");
            send("", "");
            send(SIGNATURE, "");
            send(IPV4.substring(0, 54), "");
            send(IPV4.replace("2112", "3112"), "");
            assertThat(got).isEmpty();
            assertThat(telemetry.text())
                    .isEqualTo("ingot_receiver_rejected_total{reason=proxy} 6\n");
            assertThat(log.lines())
                    .hasSize(5)
                    .contains(
                            "WARNING cannot read the PROXY header of a datagram of"
                                    + " 203.0.113.1:4000: no PROXY header of version 2");
        }
    }

    private void send(String header, String text) {
        var datagram = new ByteArrayOutputStream();
        datagram.writeBytes(HexFormat.of().parseHex(header));
        datagram.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        int length = datagram.size();
        // What an earlier datagram left behind this one must not be read.
        datagram.writeBytes(HexFormat.of().parseHex(IPV4));
        datagrams.receive(datagram.toByteArray(), length, PROXY);
    }
}
