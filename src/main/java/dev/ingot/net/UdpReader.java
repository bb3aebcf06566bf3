package dev.ingot.net;

import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;

/// Reads the datagrams of one socket on a platform thread, which for UDP costs half of what a
/// virtual one does.
final class UdpReader {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration AFTER_ERROR = Duration.ofMillis(100);

    private final DatagramChannel channel;
    private final UdpServer.Options options;
    private final UdpServer.Datagrams datagrams;
    private final Tally tally;
    private final Counter received;
    private final System.Logger log;
    private final Seldom seldom = new Seldom();
    private final Thread thread;

    private volatile boolean waiting;
    private volatile boolean finishing;
    private volatile long finishBy;

    UdpReader(
            DatagramChannel channel,
            String name,
            UdpServer.Options options,
            UdpServer.Datagrams datagrams,
            Tally tally,
            System.Logger log) {
        this.channel = channel;
        this.options = options;
        this.datagrams = datagrams;
        this.tally = tally;
        this.received = tally.counter(SelfMetrics.DATAGRAMS);
        this.log = log;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::read);
    }

    void start() {
        thread.start();
    }

    private void read() {
        // One byte more than allowed tells a datagram that is too long from one that just fits.
        ByteBuffer buffer = ByteBuffer.allocateDirect(options.maxDatagram() + 1);
        byte[] bytes = new byte[options.maxDatagram()];
        try (channel) {
            while (!finishing) {
                waiting = true;
                boolean open = receive(buffer, bytes);
                waiting = false;
                if (!open) {
                    return;
                }
            }
            channel.configureBlocking(false);
            while (System.nanoTime() - finishBy < 0 && receive(buffer, bytes)) {
                // What the kernel held is handed on.
            }
        } catch (IOException alreadyClosed) {
            // The deadline was faster.
        }
    }

    /// Waits for a datagram and hands it on.
    ///
    /// @return false where there is none, or the socket is closed
    private boolean receive(ByteBuffer buffer, byte[] bytes) {
        buffer.clear();
        InetSocketAddress peer;
        try {
            peer = (InetSocketAddress) channel.receive(buffer);
        } catch (ClosedChannelException closed) {
            return false;
        } catch (IOException refused) {
            return pause(refused);
        }
        waiting = false;
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
            tally.reject("error");
            if (seldom.now()) {
                String from = Listening.text(peer);
                log.log(Level.ERROR, "cannot take a datagram of " + from + ": " + bug, bug);
            }
        }
    }

    /// Reading failed and may fail again at once: says so and lets a while pass.
    private boolean pause(IOException refused) {
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
            return true;
        } catch (InterruptedException closing) {
            return false;
        }
    }

    /// Lets the reader end as soon as the kernel holds nothing more, and after `drain` in any case.
    void finish(Duration drain) {
        finishBy = System.nanoTime() + drain.toNanos();
        finishing = true;
    }

    /// Ends the reader and waits for its end: a reader that waits for a datagram loses its socket
    /// now, one that works loses it at `cut`. Both are times of [System#nanoTime].
    void close(long cut, long deadline) {
        try {
            // A reader that only seems to wait has just read something; it is given a moment.
            boolean wasWaiting = false;
            while (!ended(LOOK_AGAIN) && !(wasWaiting && waiting) && System.nanoTime() - cut < 0) {
                wasWaiting = waiting;
            }
            channel.close();
            if (!ended(left(cut))) {
                thread.interrupt();
                if (!ended(left(deadline))) {
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

    private boolean ended(Duration within) throws InterruptedException {
        return thread.join(within);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0));
    }
}
