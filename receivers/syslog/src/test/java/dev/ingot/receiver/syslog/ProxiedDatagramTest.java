package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Datagrams that a proxy passes on.
class ProxiedDatagramTest {
    private static final String YAML =
            "udp: {listen_address: '127.0.0.1:0', proxy_protocol: true, add_attributes: true}";
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @Test
    void everyDatagramTellsItsSender() throws IOException {
        try (var station = new Station(YAML);
                var proxy = new DatagramSocket()) {
            send(proxy, station, "2112000c" + "c0000207c6336407dc040202", "<13>a: four");
            String six = "20010db8000000000000000000000007";
            send(proxy, station, "21220024" + six + six + "dc040202", "<13>a: six");
            var logs = station.logs(2);
            assertThat(logs.getFirst().fields().toString())
                    .contains(
                            "net.peer.ip=192.0.2.7",
                            "network.peer.address=192.0.2.7",
                            "net.peer.port=56324",
                            "net.host.ip=198.51.100.7",
                            "net.host.port=514",
                            "net.transport=IP.UDP",
                            "message=four");
            assertThat(logs.getFirst().origin().toString()).contains("host.name=\"192.0.2.7\"");
            assertThat(logs.getLast().fields().toString())
                    .contains("net.peer.ip=2001:db8:0:0:0:0:0:7", "message=six");
        }
    }

    @Test
    void aDatagramWithoutAHeaderIsCountedAndNoRecord() throws IOException {
        try (var station = new Station(YAML);
                var proxy = new DatagramSocket()) {
            station.datagram("<13>a: from nobody knows whom");
            send(proxy, station, "20000000", "<13>a: the proxy's own");
            assertThat(station.log().fields().toString())
                    .contains("message=the proxy's own", "net.peer.ip=127.0.0.1");
            assertThat(station.telemetry.text())
                    .contains("ingot_receiver_rejected_total{reason=proxy, ")
                    .contains("ingot_receiver_datagrams_total{receiver=syslog, transport=udp} 2");
        }
    }

    private static void send(DatagramSocket proxy, Station to, String header, String message)
            throws IOException {
        var datagram = new ByteArrayOutputStream();
        datagram.writeBytes(HexFormat.of().parseHex(SIGNATURE + header));
        datagram.writeBytes(message.getBytes(StandardCharsets.US_ASCII));
        proxy.send(
                new DatagramPacket(
                        datagram.toByteArray(), datagram.size(), to.receiver.udpAddress()));
    }
}
