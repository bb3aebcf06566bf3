package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:2003, 127.0.0.1, 2003",
        "0.0.0.0:0, 0.0.0.0, 0",
        "10.1.2.3:65535, 10.1.2.3, 65535",
        "[::1]:6514, ::1, 6514",
        "[::]:53, ::, 53",
        "[2001:db8::7]:53, 2001:db8::7, 53",
        "localhost:2003, 127.0.0.1, 2003",
    })
    void addressIsAHostAndAPort(String text, String host, int port) {
        assertThat(Addresses.parse(text))
                .isEqualTo(
                        new Parsed.Good<>(
                                new InetSocketAddress(InetAddress.ofLiteral(host), port)));
    }

    @Test
    void portAloneIsEveryAddress() {
        assertThat(Addresses.parse(":2003"))
                .isEqualTo(new Parsed.Good<>(new InetSocketAddress(2003)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is not a host and port such as localhost:2003",
                "0.0.0.0 | has no port; write a host and port such as localhost:2003",
                "localhost | has no port; write a host and port such as localhost:2003",
                "[::1] | has no port; write a host and port such as localhost:2003",
                "2003 | has no host; write :2003 or localhost:2003",
                "localhost: | is not a host and port such as localhost:2003",
                "localhost:http | is not a host and port such as localhost:2003",
                "localhost:-1 | is not a host and port such as localhost:2003",
                "local host:1 | is not a host and port such as localhost:2003",
                "a@b:1 | is not a host and port such as localhost:2003",
                "localhost:65536 | has a port that is out of range; ports are 0 to 65535",
                "localhost:999999999 | has a port that is out of range; ports are 0 to 65535",
                "localhost:9999999999 | is not a host and port such as localhost:2003",
                "::1:2003 | is an IPv6 address without brackets; write [::1]:2003",
                "http://localhost:4317 | is a URL; write a host and port such as localhost:2003"
                        + " without a scheme",
                "[host]:1 | has a host that is not an IP address; write one such as 127.0.0.1",
                "256.0.0.1:1 | has a host that is not an IP address; write one such as 127.0.0.1",
                "1.2.3:1 | has a host that is not an IP address; write one such as 127.0.0.1",
                "no-such-host.invalid:1 | names a host that cannot be resolved",
            })
    void otherTextSaysWhyItIsNone(String text, String why) {
        assertThat(Addresses.parse(text)).isEqualTo(new Parsed.Bad<>(why));
    }

    @Property(tries = 200)
    void everyPortIsOne(@ForAll @IntRange(max = 65535) int port) {
        assertThat(Addresses.parse("127.0.0.1:" + port))
                .isEqualTo(new Parsed.Good<>(new InetSocketAddress("127.0.0.1", port)));
    }
}
