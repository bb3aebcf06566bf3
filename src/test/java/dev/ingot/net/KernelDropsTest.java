package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class KernelDropsTest {
    @Test
    void addressesOfTheTableAreInTheMachinesByteOrder() {
        assertThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        bound("127.0.0.1", 2003, "0100007F:07D3", true);
        bound("127.0.0.1", 2004, "0100007F:07D3", false);
        bound("127.0.0.2", 2003, "0100007F:07D3", false);
        bound("127.0.0.1", 2003, "0000000000000000FFFF00000100007F:07D3", true);
        bound("10.1.2.3", 514, "0000000000000000FFFF00000302010A:0202", true);
        bound("::1", 2003, "00000000000000000000000001000000:07D3", true);
        bound("2001:db8::ff00:42:8329", 2003, "B80D01200000000000FF000029834200:07D3", true);
    }

    @Test
    void bothWildcardsAreOne() {
        bound("0.0.0.0", 2003, "00000000:07D3", true);
        bound("0.0.0.0", 2003, "00000000000000000000000000000000:07D3", true);
        bound("::", 2003, "00000000000000000000000000000000:07D3", true);
        bound("127.0.0.1", 2003, "00000000:07D3", false);
    }

    private static void bound(String host, int port, String local, boolean expected) {
        assertThat(KernelDrops.isBoundTo(new InetSocketAddress(host, port), local))
                .as(host + " " + local)
                .isEqualTo(expected);
    }
}
