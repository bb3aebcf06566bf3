package dev.ingot.receiver.syslog;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Intake;
import dev.ingot.component.Receiver;
import dev.ingot.net.Connection;
import dev.ingot.net.TcpServer;
import dev.ingot.net.UdpServer;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Listens for syslog messages over UDP, TCP and TLS.
public final class SyslogReceiver implements Receiver {
    public static final ComponentType<SyslogConfig, Receiver> TYPE =
            new ComponentType<>(
                    "syslog",
                    List.of(),
                    "Receives syslog of any dialect over UDP, TCP and TLS.",
                    Set.of(Signal.Type.LOGS),
                    SyslogConfig::read,
                    SyslogConfig::claims,
                    SyslogReceiver::new);

    private static final int MAX_DATAGRAM = 65_535;

    private final Context context;
    private final Cee cee = new Cee();
    private final List<TcpServer> tcpServers = new ArrayList<>();
    private final List<UdpServer> udpServers = new ArrayList<>();

    SyslogReceiver(SyslogConfig config, Context context) {
        this.context = context;
        for (Source source : config.sources()) {
            var origins = new Origins(source.resource());
            source.tcp().ifPresent(tcp -> tcpServers.add(tcpServer(source, tcp, origins)));
            source.udp().ifPresent(udp -> udpServers.add(udpServer(source, udp, origins)));
        }
    }

    private TcpServer tcpServer(Source source, TcpOptions tcp, Origins origins) {
        String transport = tcp.tls().isPresent() ? "tls" : "tcp";
        Intake intake = context.intake(transport);
        Tally tally = context.tally().with("transport", transport);
        TcpServer.Conversation conversation =
                (Connection connection) ->
                        new Stream(
                                        context,
                                        source,
                                        tcp,
                                        intake,
                                        records(source, origins, tcp.charset(), tally),
                                        connection)
                                .read();
        var options =
                new TcpServer.Options(
                        tcp.address(),
                        tcp.tls(),
                        tcp.maxConnections(),
                        tcp.idleTimeout(),
                        tcp.proxied());
        return new TcpServer(context, transport, options, conversation);
    }

    private UdpServer udpServer(Source source, UdpOptions udp, Origins origins) {
        Intake intake = context.intake("udp");
        Tally tally = context.tally().with("transport", "udp");
        var options =
                new UdpServer.Options(
                        udp.address(),
                        MAX_DATAGRAM,
                        udp.receiveBuffer(),
                        udp.readers(),
                        udp.proxied());
        return new UdpServer(
                context,
                options,
                () ->
                        new Packets(
                                context,
                                udp,
                                udp.address(),
                                source.detail(udp.addAttributes()),
                                intake,
                                records(source, origins, udp.charset(), tally)));
    }

    private Records records(Source source, Origins origins, Charset charset, Tally tally) {
        return new Records(source, origins, new Text(charset), cee, tally);
    }

    @Override
    public void start() throws IOException {
        for (TcpServer server : tcpServers) {
            server.start();
        }
        for (UdpServer server : udpServers) {
            server.start();
        }
    }

    /// The first address of TCP or TLS.
    InetSocketAddress tcpAddress() {
        return tcpServers.getFirst().address();
    }

    InetSocketAddress udpAddress() {
        return udpServers.getFirst().address();
    }

    /// Closes all listeners at once, since each may need the whole deadline.
    @Override
    public void close() {
        var closing = new ArrayList<Thread>();
        tcpServers.forEach(server -> closing.add(Thread.ofVirtual().start(server::close)));
        udpServers.forEach(server -> closing.add(Thread.ofVirtual().start(server::close)));
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException hurry) {
            closing.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
