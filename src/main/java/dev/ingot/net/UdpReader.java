package dev.ingot.net;

import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Reads the datagrams of one socket on a platform thread, which for UDP costs half of what a
/// virtual one does.
///
/// The socket does not block, so the reader knows when nothing more has arrived. Then it says so to
/// the handler, which hands on what it gathered, and waits.
final class UdpReader {
    private static final Duration AFTER_ERROR = Duration.ofMillis(100);

    /// Little enough for the smallest receive buffers at a million datagrams a second.
    private static final Duration GATHER = Duration.ofNanos(250_000);

    private final DatagramChannel channel;
    private final Selector selector;
    private final UdpServer.Options options;
    private final UdpServer.Datagrams datagrams;
    private final Tally tally;
    private final Counter received;
    private final System.Logger log;
    private final Seldom seldom = new Seldom();
    private final Thread thread;

    private long wokenAt = System.nanoTime();
    private volatile boolean finishing;
    private volatile long finishBy;

    UdpReader(
            DatagramChannel channel,
            String name,
            UdpServer.Options options,
            UdpServer.Datagrams datagrams,
            Tally tally,
            System.Logger log)
            throws IOException {
        this.channel = channel;
        this.options = options;
        this.datagrams = datagrams;
        this.tally = tally;
        this.received = tally.counter(SelfMetrics.DATAGRAMS);
        this.log = log;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::read);
        channel.configureBlocking(false);
        this.selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    void start() {
        thread.start();
    }

    private void read() {
        // One byte more than allowed tells a datagram that is too long from one that just fits.
        ByteBuffer buffer = ByteBuffer.allocateDirect(options.maxDatagram() + 1);
        byte[] bytes = new byte[options.maxDatagram()];
        try (selector;
                channel) {
            while (!finishing) {
                if (!receive(buffer, bytes)) {
                    pause();
                    selector.select(_ -> {});
                    gather();
                }
            }
            while (System.nanoTime() - finishBy < 0 && receive(buffer, bytes)) {
                // What the kernel held is handed on.
            }
        } catch (IOException | ClosedSelectorException alreadyClosed) {
            // The deadline was faster.
        } finally {
            pause();
        }
    }

    /// Where datagrams come one close after the other, lets a few more arrive: waking up for every
    /// one of them costs more than reading it.
    private void gather() {
        long now = System.nanoTime();
        if (now - wokenAt < GATHER.toNanos()) {
            LockSupport.parkNanos(GATHER.toNanos());
            now = System.nanoTime();
        }
        wokenAt = now;
    }

    /// Takes a datagram, if one has arrived.
    ///
    /// @return false where none has
    /// @throws ClosedChannelException when the socket is closed
    private boolean receive(ByteBuffer buffer, byte[] bytes) throws ClosedChannelException {
        buffer.clear();
        InetSocketAddress peer;
        try {
            peer = (InetSocketAddress) channel.receive(buffer);
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException refused) {
            rest(refused);
            return false;
        }
        if (peer == null) {
            return false;
        }
        received.add(1);
        int length = buffer.position();
        if (length > bytes.length) {
            tally.reject("too_long");
        } else {
            buffer.get(0, bytes, 0, length);
            handOn(bytes, length, peer);
        }
        return true;
    }

    private void handOn(byte[] bytes, int length, InetSocketAddress peer) {
        try {
            datagrams.receive(bytes, length, peer);
        } catch (RuntimeException bug) {
            say("cannot take a datagram of " + Listening.text(peer), bug);
        }
    }

    private void pause() {
        try {
            datagrams.pause();
        } catch (RuntimeException bug) {
            say("cannot hand on the datagrams of udp " + Listening.text(options.address()), bug);
        }
    }

    private void say(String what, RuntimeException bug) {
        tally.reject("error");
        if (seldom.now()) {
            log.log(Level.ERROR, what + ": " + bug, bug);
        }
    }

    /// Reading failed and may fail again at once: says so and lets a while pass.
    private void rest(IOException refused) {
        if (seldom.now()) {
            log.log(
                    Level.WARNING,
                    "cannot read from udp "
                            + Listening.text(options.address())
                            + ": "
                            + Listening.message(refused));
        }
        try {
            Thread.sleep(AFTER_ERROR);
        } catch (InterruptedException closing) {
            finishing = true;
        }
    }

    /// Lets the reader end as soon as the kernel holds nothing more, and after `drain` in any case.
    void finish(Duration drain) {
        finishBy = System.nanoTime() + drain.toNanos();
        finishing = true;
        selector.wakeup();
    }

    /// Waits for the reader's end; one that still works at `cut` loses its socket and is
    /// interrupted. Both are times of [System#nanoTime].
    void close(long cut, long deadline) {
        try {
            if (!ended(cut)) {
                channel.close();
                thread.interrupt();
                if (!ended(deadline)) {
                    log.log(Level.WARNING, thread.getName() + " does not end");
                }
            }
        } catch (IOException alreadyClosed) {
            // There is nothing left to close.
        } catch (InterruptedException hurry) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        return thread.join(Duration.ofNanos(Math.max(left, 0)));
    }

    /// Gives back what a reader that was never started holds.
    void discard() throws IOException {
        selector.close();
        channel.close();
    }
}
