package dev.ingot.net;

import dev.ingot.telemetry.Tally;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Datagrams of which each begins with a PROXY header. One without goes no further, since who its
/// sender is must not be guessed. For one reader's thread.
final class ProxiedDatagrams implements UdpServer.Datagrams {
    private final UdpServer.Datagrams next;
    private final Tally tally;
    private final System.Logger log;
    private final Seldom seldom = new Seldom();

    ProxiedDatagrams(UdpServer.Datagrams next, Tally tally, System.Logger log) {
        this.next = next;
        this.tally = tally;
        this.log = log;
    }

    @Override
    public void receive(byte[] bytes, int length, InetSocketAddress proxy) {
        var in = new ByteArrayInputStream(bytes, 0, length);
        Optional<ProxyHeader> header;
        try {
            header = ProxyHeader.ofDatagram(in);
        } catch (IOException refused) {
            refuse(proxy, refused);
            return;
        }
        int rest = in.available();
        System.arraycopy(bytes, length - rest, bytes, 0, rest);
        header.ifPresentOrElse(
                told -> next.forwarded(bytes, rest, told.peer(), told.local()),
                () -> next.receive(bytes, rest, proxy));
    }

    private void refuse(InetSocketAddress proxy, IOException refused) {
        tally.reject("proxy");
        if (seldom.now()) {
            log.log(
                    Level.WARNING,
                    "cannot read the PROXY header of a datagram of "
                            + Listening.text(proxy)
                            + ": "
                            + Listening.message(refused));
        }
    }

    @Override
    public void pause() {
        next.pause();
    }
}
