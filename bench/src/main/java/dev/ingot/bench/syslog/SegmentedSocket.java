package dev.ingot.bench.syslog;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/// A UDP socket that sends many datagrams by one call: the kernel cuts them from one buffer
/// (`UDP_SEGMENT`, udp(7)). One call for each, as Java's channels do it, takes five times the
/// processor time, which a sender on another machine would not take from the agent. Linux and IPv4
/// only.
final class SegmentedSocket implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int SOCKADDR_SIZE = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET = of("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CONNECT = of("connect", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SET_OPTION =
            of("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SEND = of("send", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = of("close", JAVA_INT);

    private final long descriptor;

    @SuppressWarnings("restricted") // the signatures are those of the manual pages
    private static MethodHandle of(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(name.equals("send") ? JAVA_LONG : JAVA_INT, arguments));
    }

    private interface Call {
        @SuppressWarnings("IllegalThrows")
        long make() throws Throwable;
    }

    /// @param length of a datagram, in bytes
    SegmentedSocket(InetSocketAddress to, int length) throws IOException {
        descriptor = call("socket", () -> (int) SOCKET.invokeExact(AF_INET, SOCK_DGRAM, 0));
        try (var arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(SOCKADDR_SIZE);
            address.set(JAVA_SHORT, 0, (short) AF_INET);
            address.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) to.getPort());
            MemorySegment.copy(to.getAddress().getAddress(), 0, address, JAVA_BYTE, 4, 4);
            int fd = (int) descriptor;
            call("connect", () -> (int) CONNECT.invokeExact(fd, address, SOCKADDR_SIZE));
            MemorySegment size = arena.allocateFrom(JAVA_INT, length);
            call(
                    "setsockopt",
                    () ->
                            (int)
                                    SET_OPTION.invokeExact(
                                            fd, SOL_UDP, UDP_SEGMENT, size, Integer.BYTES));
        } catch (IOException refused) {
            close();
            throw refused;
        }
    }

    /// Sends what is in a segment of memory outside of the heap, cut into datagrams; at most 64.
    void send(MemorySegment datagrams) throws IOException {
        long bytes = datagrams.byteSize();
        call("send", () -> (long) SEND.invokeExact((int) descriptor, datagrams, bytes, 0));
    }

    private static long call(String name, Call call) throws IOException {
        long result;
        try {
            result = call.make();
        } catch (Throwable impossible) {
            throw new AssertionError(name, impossible);
        }
        if (result < 0) {
            throw new IOException("`" + name + "` does not work here");
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        call("close", () -> (int) CLOSE.invokeExact((int) descriptor));
    }
}
