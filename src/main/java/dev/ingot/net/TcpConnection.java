package dev.ingot.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/// An accepted connection.
///
/// Its thread prepares it, learns who is behind a proxy, makes it secure and converses; `finish`
/// and `cut` are for the thread that closes the server.
final class TcpConnection implements Connection {
    private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(30);

    private final Socket socket;
    private final Arrivals in;
    private InetSocketAddress peer;
    private InetSocketAddress local;
    private OutputStream out;
    private Optional<String> tlsPeer = Optional.empty();
    private volatile boolean cut;

    TcpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new Arrivals(socket);
        this.out = socket.getOutputStream();
        this.peer = (InetSocketAddress) socket.getRemoteSocketAddress();
        this.local = (InetSocketAddress) socket.getLocalSocketAddress();
        socket.setKeepAlive(true);
    }

    /// Ends reads that meet silence for this long; zero never does.
    void idleTimeout(Duration idle) throws IOException {
        socket.setSoTimeout((int) Math.min(idle.toMillis(), Integer.MAX_VALUE));
    }

    /// Reads the PROXY header, which stands before everything else, and takes its word for who the
    /// peer is. It may be silent for the idle timeout, but not longer than 30 s.
    void introduce(Duration idle) throws IOException {
        idleTimeout(atMost(idle));
        Optional<ProxyHeader> header = ProxyHeader.read(in);
        if (header.isPresent()) {
            peer = header.get().peer();
            local = header.get().local();
        }
        idleTimeout(idle);
    }

    private static Duration atMost(Duration idle) {
        boolean shorter = idle.isPositive() && idle.compareTo(LONGEST_HANDSHAKE) < 0;
        return shorter ? idle : LONGEST_HANDSHAKE;
    }

    /// Does the handshake. It may be silent for the idle timeout, but not longer than 30 s.
    void secure(TlsServer tls, Duration idle) throws IOException {
        idleTimeout(atMost(idle));
        in.handshake(() -> handshake(tls));
        idleTimeout(idle);
    }

    private InputStream handshake(TlsServer tls) throws IOException {
        SSLSocket secure = tls.over(socket);
        secure.startHandshake();
        tlsPeer = subject(secure.getSession());
        out = secure.getOutputStream();
        return secure.getInputStream();
    }

    private static Optional<String> subject(SSLSession session) {
        try {
            return Optional.ofNullable(session.getPeerPrincipal()).map(Principal::getName);
        } catch (SSLPeerUnverifiedException noCertificate) {
            return Optional.empty();
        }
    }

    /// Lets the conversation read what has arrived, and then meet the end of the stream.
    void finish(Duration drain) {
        try {
            in.finish(drain);
        } catch (IOException alreadyClosed) {
            cut();
        }
    }

    /// Closes the socket under the conversation.
    void cut() {
        cut = true;
        close();
    }

    boolean wasCut() {
        return cut;
    }

    /// Ends the connection as the protocol wants it: TLS says goodbye first, but must not wait for
    /// the peer to do the same, as Java's does where there is input.
    void goodbye() {
        try {
            if (!socket.isClosed() && !socket.isInputShutdown()) {
                socket.shutdownInput();
            }
            out.close();
        } catch (IOException alreadyClosed) {
            // The peer was faster.
        }
        close();
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // There is nothing left to close.
        }
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public InetSocketAddress peer() {
        return peer;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public Optional<String> tlsPeer() {
        return tlsPeer;
    }
}
