package dev.ingot.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports on loopback that nobody listened on a moment ago, for programs that cannot be told to pick
/// one.
public final class FreePorts {
    private static final int TRIES = 100;

    private FreePorts() {}

    /// A port free for both TCP and UDP.
    public static int one() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (freeForUdp(tcp.getLocalPort())) {
                    return tcp.getLocalPort();
                }
            }
        }
        throw new IOException("no port free for TCP and UDP after " + TRIES + " tries");
    }

    private static boolean freeForUdp(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (var _ = new DatagramSocket(address)) {
            return true;
        } catch (BindException taken) {
            return false;
        }
    }
}
