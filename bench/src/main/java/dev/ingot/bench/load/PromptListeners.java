package dev.ingot.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/// Makes listeners whose connections answer at once (`TCP_NODELAY`), as Go's servers do. Otherwise
/// the leave to send more (`WINDOW_UPDATE`) reaches a sender of HTTP/2 40 ms late, several times in
/// each request, and the sink is what is measured.
final class PromptListeners extends ServerSocketFactory {
    private static final class Listener extends ServerSocket {
        private Listener() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            Socket socket = super.accept();
            socket.setTcpNoDelay(true);
            return socket;
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Listener();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 0);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return bound(new InetSocketAddress(port), backlog);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
            throws IOException {
        return bound(new InetSocketAddress(address, port), backlog);
    }

    private static ServerSocket bound(InetSocketAddress address, int backlog) throws IOException {
        var listener = new Listener();
        listener.bind(address, backlog);
        return listener;
    }
}
