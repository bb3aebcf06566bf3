package dev.ingot.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// What a peer sends. After `finish` the stream ends as soon as everything is read that has
/// arrived, so a closing server loses nothing that it has acknowledged to the peer's TCP.
///
/// Read by the connection's thread; finished by another.
final class Arrivals extends InputStream {
    /// How long a record may take, once closing, whose first bytes have arrived.
    private static final int REST_OF_RECORD_MILLIS = 200;

    private final Socket socket;
    private final InputStream encrypted;
    private volatile InputStream in;
    private volatile boolean waiting;
    private volatile boolean finishing;
    private volatile long finishBy;

    Arrivals(Socket socket) throws IOException {
        this.socket = socket;
        this.encrypted = socket.getInputStream();
        this.in = encrypted;
    }

    /// A wait on the socket that is not a read of this stream.
    interface Wait {
        InputStream on() throws IOException;
    }

    /// Does the handshake and reads from then on what it answers with.
    void handshake(Wait handshake) throws IOException {
        waiting = true;
        try {
            if (finishing) {
                throw new IOException("the server is closing");
            }
            in = handshake.on();
        } finally {
            waiting = false;
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        waiting = true;
        try {
            return finishing && !hasArrived() ? -1 : in.read(into, offset, length);
        } catch (SocketTimeoutException silence) {
            if (finishing) {
                return -1;
            }
            throw silence;
        } finally {
            waiting = false;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    /// Lets the stream end where nothing more has arrived, and after `drain` in any case: a peer
    /// that never stops sending cannot keep the server open.
    void finish(Duration drain) throws IOException {
        finishBy = System.nanoTime() + drain.toNanos();
        finishing = true;
        socket.setSoTimeout(REST_OF_RECORD_MILLIS);
        if (waiting && encrypted.available() == 0) {
            socket.shutdownInput();
        }
    }

    private boolean hasArrived() throws IOException {
        return System.nanoTime() - finishBy < 0
                && (in.available() > 0 || encrypted.available() > 0);
    }
}
