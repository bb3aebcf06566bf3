package dev.ingot.net;

import dev.ingot.component.Context;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Listens on a UDP port.
///
/// Each reader is a platform thread with a socket of its own; where there are several, the kernel
/// spreads the senders over them. Every datagram that is read is counted, and so is what the kernel
/// dropped because a socket's buffer was full ([SelfMetrics#KERNEL_DROPS], as Linux reports it).
public final class UdpServer implements AutoCloseable {
    private final Context context;
    private final Options options;
    private final Supplier<Datagrams> perReader;
    private final System.Logger log;
    private final Tally tally;
    private final List<UdpReader> readers = new ArrayList<>();

    private @Nullable InetSocketAddress bound;
    private @Nullable KernelDrops drops;

    /// @param address where to listen; port 0 lets the system pick one
    /// @param maxDatagram the longest datagram, in bytes; a longer one is counted as rejected
    ///   `too_long`
    /// @param receiveBuffer how many bytes the kernel keeps for each reader; 0 is the system's
    ///   default
    /// @param readers how many threads read
    /// @param proxied whether every datagram begins with a PROXY header of version 2; one that does
    ///   not is counted as rejected `proxy`
    public record Options(
            InetSocketAddress address,
            int maxDatagram,
            long receiveBuffer,
            int readers,
            boolean proxied) {
        public Options(
                InetSocketAddress address, int maxDatagram, long receiveBuffer, int readers) {
            this(address, maxDatagram, receiveBuffer, readers, false);
        }
    }

    /// What happens with datagrams. There is one for each reader, called on the reader's thread, so
    /// it may keep state without locks.
    @FunctionalInterface
    public interface Datagrams {
        /// Takes one datagram, and may keep what it makes of it until the next [#pause]. An
        /// exception is counted as rejected `error` and logged.
        ///
        /// @param bytes the datagram's bytes from 0 to `length`, until this returns
        void receive(byte[] bytes, int length, InetSocketAddress peer);

        /// Takes a datagram that came through a proxy.
        ///
        /// @param bytes the datagram's bytes behind the PROXY header
        /// @param peer the sender behind the proxy
        /// @param local where the sender sent it to
        default void forwarded(
                byte[] bytes, int length, InetSocketAddress peer, InetSocketAddress local) {
            receive(bytes, length, peer);
        }

        /// Nothing more has arrived: what was kept must be handed on now. Also called last of all.
        default void pause() {}
    }

    public UdpServer(Context context, Options options, Supplier<Datagrams> perReader) {
        this.context = context;
        this.options = options;
        this.perReader = perReader;
        this.log = context.logger();
        this.tally = context.tally().with("transport", "udp");
    }

    /// Binds and reads from then on.
    ///
    /// @throws IOException `cannot listen on udp 127.0.0.1:2003: Address already in use`
    public synchronized void start() throws IOException {
        var made = new ArrayList<UdpReader>();
        InetSocketAddress address = options.address();
        try {
            for (int i = 1; i <= options.readers(); i++) {
                DatagramChannel channel = bind(address);
                made.add(reader(channel, context.id() + "-udp-" + i));
                address = (InetSocketAddress) channel.getLocalAddress();
                if (i == 1) {
                    sayBufferSize(channel.getOption(StandardSocketOptions.SO_RCVBUF));
                }
            }
        } catch (IOException | UnresolvedAddressException taken) {
            for (UdpReader reader : made) {
                reader.discard();
            }
            throw Listening.failure("udp", options.address(), taken);
        }
        bound = address;
        drops = KernelDrops.of(address);
        tally.gauge(SelfMetrics.KERNEL_DROPS, drops::sum);
        made.forEach(UdpReader::start);
        readers.addAll(made);
    }

    private UdpReader reader(DatagramChannel channel, String name) throws IOException {
        try {
            return new UdpReader(channel, name, options, datagrams(), tally, log);
        } catch (IOException noDescriptor) {
            channel.close();
            throw noDescriptor;
        }
    }

    private Datagrams datagrams() {
        Datagrams direct = perReader.get();
        return options.proxied() ? new ProxiedDatagrams(direct, tally, log) : direct;
    }

    private DatagramChannel bind(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            if (options.readers() > 1) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            if (options.receiveBuffer() > 0) {
                int bytes = (int) Math.min(options.receiveBuffer(), Integer.MAX_VALUE / 2);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, bytes);
            }
            channel.bind(address);
            return channel;
        } catch (IOException | RuntimeException taken) {
            channel.close();
            throw taken;
        }
    }

    /// Linux caps the size silently, and answers with twice of what it granted.
    private void sayBufferSize(int bytes) {
        if (bytes < options.receiveBuffer()) {
            log.log(
                    Level.INFO,
                    "receive buffer of udp "
                            + Listening.text(options.address())
                            + " is "
                            + bytes
                            + " bytes instead of "
                            + options.receiveBuffer()
                            + "; raise net.core.rmem_max");
        }
    }

    /// The address it listens on.
    ///
    /// @throws IllegalStateException before `start`
    public synchronized InetSocketAddress address() {
        if (bound == null) {
            throw new IllegalStateException("not started");
        }
        return bound;
    }

    /// Lets every reader hand on what the kernel holds for it, for no longer than
    /// [Context#closing].
    @Override
    public synchronized void close() {
        long start = System.nanoTime();
        long all = context.closing().toNanos();
        if (drops != null) {
            drops.refresh();
        }
        readers.forEach(reader -> reader.finish(Duration.ofNanos(all / 2)));
        for (UdpReader reader : readers) {
            reader.close(start + all / 4 * 3, start + all);
        }
        readers.clear();
    }
}
