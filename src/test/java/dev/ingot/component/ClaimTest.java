package dev.ingot.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static Claim tcp(String host, int port) {
        return Claim.tcp(new InetSocketAddress(host, port));
    }

    @Test
    void onePortOfOneAddressClashes() {
        assertThat(tcp("127.0.0.1", 2003).clashes(tcp("127.0.0.1", 2003))).isTrue();
        assertThat(tcp("127.0.0.1", 2003).clashes(tcp("127.0.0.2", 2003))).isFalse();
        assertThat(tcp("127.0.0.1", 2003).clashes(tcp("127.0.0.1", 2004))).isFalse();
    }

    @Test
    void theWildcardClashesWithEveryAddress() {
        assertThat(tcp("0.0.0.0", 2003).clashes(tcp("127.0.0.1", 2003))).isTrue();
        assertThat(tcp("127.0.0.1", 2003).clashes(tcp("::", 2003))).isTrue();
    }

    @Test
    void tcpAndUdpShareANumber() {
        assertThat(
                        tcp("127.0.0.1", 2003)
                                .clashes(Claim.udp(new InetSocketAddress("127.0.0.1", 2003))))
                .isFalse();
    }

    @Test
    void aPortThatTheSystemPicksClashesWithNothing() {
        assertThat(tcp("127.0.0.1", 0).clashes(tcp("127.0.0.1", 0))).isFalse();
    }
}
