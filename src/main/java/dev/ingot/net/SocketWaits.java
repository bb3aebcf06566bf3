package dev.ingot.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// What virtual threads wait for sockets with.
///
/// The JDK opens it when the first of them waits, which takes file descriptors, and does not try a
/// second time: a process without any left at that moment could serve no connection until its end.
final class SocketWaits {
    private SocketWaits() {}

    /// Opens it where nobody has yet. Blocks for about a millisecond.
    ///
    /// @throws IOException where no file descriptors are left
    static void open() throws IOException {
        try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody.setSoTimeout(1);
            var waiting = new FutureTask<>(nobody::accept);
            Thread.ofVirtual().name("ingot-waits").start(waiting);
            waiting.get().close();
        } catch (ExecutionException waited) {
            if (waited.getCause() instanceof LinkageError none) {
                throw new IOException("cannot wait for connections: " + none.getMessage(), none);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
