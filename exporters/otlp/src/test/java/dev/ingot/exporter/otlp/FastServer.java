package dev.ingot.exporter.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/// Takes every HTTP/1.1 request, unread, on one connection at a time: what is left to measure is
/// the sender.
final class FastServer implements AutoCloseable {
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
    private static final String LENGTH = "content-length: ";

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final byte[] buffer = new byte[1 << 16];
    private final Thread thread;

    FastServer() throws IOException {
        thread = Thread.ofPlatform().daemon().name("fast-server").start(this::run);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// The CPU time it has taken.
    long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    private void run() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                serve(connection);
            } catch (IOException gone) {
                // the next connection, or the end
            }
        }
    }

    private void serve(Socket connection) throws IOException {
        var in = new BufferedInputStream(connection.getInputStream(), buffer.length);
        for (long left = bodyLength(in); left >= 0; left = bodyLength(in)) {
            while (left > 0) {
                int got = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (got < 0) {
                    return;
                }
                left -= got;
            }
            connection.getOutputStream().write(OK);
        }
    }

    /// Reads a request's head; the length of its body, or -1 at the end.
    private static long bodyLength(InputStream in) throws IOException {
        long length = -1;
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                String header = line.toString().strip().toLowerCase(Locale.ROOT);
                if (header.isEmpty()) {
                    return length;
                }
                if (header.startsWith(LENGTH)) {
                    length = Long.parseLong(header.substring(LENGTH.length()));
                }
                line.setLength(0);
            } else {
                line.append((char) c);
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
