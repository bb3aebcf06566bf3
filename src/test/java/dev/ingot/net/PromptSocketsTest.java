package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {
    @Test
    void nothingWaitsForAConfirmation() throws Exception {
        var here = InetAddress.getLoopbackAddress();
        var sockets = new PromptSockets();
        try (var server = new ServerSocket(0, 8, here);
                var unconnected = sockets.createSocket();
                var byName = sockets.createSocket(here.getHostAddress(), server.getLocalPort());
                var byAddress = sockets.createSocket(here, server.getLocalPort());
                var fromName =
                        sockets.createSocket(
                                here.getHostAddress(), server.getLocalPort(), here, 0);
                var from = sockets.createSocket(here, server.getLocalPort(), here, 0)) {
            assertThat(unconnected.getTcpNoDelay()).isTrue();
            assertThat(byName.getTcpNoDelay()).isTrue();
            assertThat(byAddress.getTcpNoDelay()).isTrue();
            assertThat(fromName.getTcpNoDelay()).isTrue();
            assertThat(from.getTcpNoDelay()).isTrue();
        }
    }
}
