package dev.ingot.receiver.graphite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private static Networks networks(String... texts) {
        List<String> problems = new ArrayList<>();
        Networks networks = Networks.read(List.of(texts), problems);
        assertThat(problems).isEmpty();
        return networks;
    }

    private static boolean allows(Networks networks, String sender) {
        return networks.allows(InetAddress.ofLiteral(sender));
    }

    @Test
    void withoutANetworkEverybodyMaySend() {
        assertThat(allows(networks(), "8.8.8.8")).isTrue();
    }

    @Test
    void aNetworkHoldsTheAddressesWithItsFirstBits() {
        Networks some = networks("192.168.1.0/24", "10.0.0.5", "172.16.0.0/12", "fd00::/8");
        assertThat(allows(some, "192.168.1.200")).isTrue();
        assertThat(allows(some, "192.168.2.1")).isFalse();
        assertThat(allows(some, "10.0.0.5")).isTrue();
        assertThat(allows(some, "10.0.0.4")).isFalse();
        assertThat(allows(some, "172.31.255.255")).isTrue();
        assertThat(allows(some, "172.32.0.0")).isFalse();
        assertThat(allows(some, "fd12::1")).isTrue();
        assertThat(allows(some, "fe80::1")).isFalse();
        assertThat(allows(networks("0.0.0.0/0"), "8.8.8.8")).isTrue();
        assertThat(allows(networks("0.0.0.0/0"), "fe80::1")).isFalse();
    }

    @Test
    void whatIsNoNetworkIsAProblem() {
        for (String text : List.of("nas.lan", "10.0.0.0/33", "10.0.0/24/1", "", "10.0.0.256")) {
            assertThat(new Written("allow: ['" + text + "']").problems())
                    .as(text)
                    .contains("allow: `");
        }
    }
}
