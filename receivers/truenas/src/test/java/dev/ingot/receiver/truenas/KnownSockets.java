package dev.ingot.receiver.truenas;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/// Makes server sockets that remember what they accepted, so that it can be counted and cut.
final class KnownSockets extends ServerSocketFactory {
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();

    /// Cuts every connection without a word, as a machine does that loses its power.
    void cut() {
        for (Socket socket : accepted) {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // That is what was wanted.
            }
        }
        accepted.clear();
    }

    long open() {
        return accepted.stream().filter(socket -> !socket.isClosed()).count();
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Remembering();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        throw new IOException("only unbound sockets are made here, not one of port " + port);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
            throws IOException {
        return createServerSocket(port);
    }

    private final class Remembering extends ServerSocket {
        Remembering() throws IOException {}

        /// Always, so that another server can have the port at once; [mockwebserver3.MockWebServer]
        /// asks for it only where the port is given.
        @Override
        public void setReuseAddress(boolean ignored) throws SocketException {
            super.setReuseAddress(true);
        }

        @Override
        public Socket accept() throws IOException {
            Socket socket = super.accept();
            accepted.add(socket);
            return socket;
        }
    }
}
