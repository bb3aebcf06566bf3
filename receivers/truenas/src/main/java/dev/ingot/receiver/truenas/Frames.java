package dev.ingot.receiver.truenas;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;
import okio.Socket;
import org.jspecify.annotations.Nullable;

/// The client's side of WebSocket frames (RFC 6455), on a connection that was upgraded. Ours and
/// not OkHttp's, which reads a message of any length into memory.
///
/// One thread reads; any thread writes.
final class Frames {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_CONTROL = 125;
    private static final int NORMAL_CLOSE = 1000;
    private static final int WRITE_SECONDS = 10;

    private final Socket socket;
    private final BufferedSource in;
    private final BufferedSink out;
    private final long maxMessage;
    private final Buffer message = new Buffer();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long heardNanos = System.nanoTime();
    private volatile String farewell = "";
    private boolean closed; // guarded by writing

    /// @param maxMessage bytes; a longer message ends the connection
    Frames(Socket socket, long maxMessage) {
        this.socket = socket;
        this.in = Okio.buffer(socket.getSource());
        this.out = Okio.buffer(socket.getSink());
        this.maxMessage = maxMessage;
        socket.getSource().timeout().timeout(0, TimeUnit.SECONDS); // silence is for [RpcLink]
        socket.getSink().timeout().timeout(WRITE_SECONDS, TimeUnit.SECONDS);
    }

    /// The next message, whole; null when the peer has said goodbye. Answers pings. The buffer is
    /// used again by the next call.
    @Nullable Buffer next() throws IOException {
        message.clear();
        boolean begun = false;
        while (true) {
            int head = in.readByte() & 0xff;
            int opcode = head & OPCODE;
            long length = length(in.readByte() & 0xff);
            heardNanos = System.nanoTime();
            if ((head & RESERVED) != 0) {
                throw new IOException("a frame has reserved bits set");
            }
            if (opcode >= CLOSE) {
                if (control(opcode, length)) {
                    return null;
                }
            } else {
                read(opcode, length, begun);
                begun = true;
                if ((head & FIN) != 0) {
                    return message;
                }
            }
        }
    }

    private long length(int lead) throws IOException {
        if ((lead & MASKED) != 0) {
            throw new IOException("a frame of the server is masked");
        }
        return switch (lead) {
            case LENGTH_16 -> in.readShort() & 0xffff;
            case LENGTH_64 -> in.readLong();
            default -> lead;
        };
    }

    private void read(int opcode, long length, boolean begun) throws IOException {
        if (opcode > BINARY || (opcode == CONTINUATION) != begun) {
            throw new IOException("a frame of kind " + opcode + " came out of turn");
        }
        if (length < 0 || message.size() + length > maxMessage) {
            throw new IOException("a reply is longer than " + maxMessage + " bytes");
        }
        in.readFully(message, length);
        heardNanos = System.nanoTime();
    }

    /// @return whether the peer closes the connection
    private boolean control(int opcode, long length) throws IOException {
        if (length < 0 || length > MAX_CONTROL) {
            throw new IOException("a control frame is longer than " + MAX_CONTROL + " bytes");
        }
        byte[] content = in.readByteArray(length);
        if (opcode == CLOSE) {
            farewell = farewell(content);
            return true;
        }
        if (opcode == PING) {
            write(PONG, content);
        }
        return false;
    }

    private static String farewell(byte[] content) {
        if (content.length < 2) {
            return "the NAS closed the connection";
        }
        int code = (content[0] & 0xff) << 8 | (content[1] & 0xff);
        String why = new String(content, 2, content.length - 2, StandardCharsets.UTF_8);
        return "the NAS closed the connection (" + code + (why.isEmpty() ? "" : " " + why) + ")";
    }

    /// Why the peer closed the connection; empty while it has not.
    String farewell() {
        return farewell;
    }

    /// When something last arrived, in the time of [System#nanoTime].
    long heardNanos() {
        return heardNanos;
    }

    void text(byte[] content) throws IOException {
        write(TEXT, content);
    }

    void ping() throws IOException {
        write(PING, new byte[0]);
    }

    private void write(int opcode, byte[] content) throws IOException {
        writing.lock();
        try {
            if (closed) {
                throw new IOException("the connection was closed");
            }
            writeAlone(opcode, content);
        } finally {
            writing.unlock();
        }
    }

    private void writeAlone(int opcode, byte[] content) throws IOException {
        out.writeByte(FIN | opcode);
        if (content.length <= MAX_CONTROL) {
            out.writeByte(MASKED | content.length);
        } else if (content.length <= 0xffff) {
            out.writeByte(MASKED | LENGTH_16).writeShort(content.length);
        } else {
            out.writeByte(MASKED | LENGTH_64).writeLong(content.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        out.writeInt(mask);
        var masked = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            masked[i] = (byte) (content[i] ^ (mask >>> (24 - 8 * (i & 3))));
        }
        out.write(masked);
        out.flush();
    }

    /// Ends the connection. Says goodbye first, unless someone is stuck in writing.
    void close() {
        if (writing.tryLock()) {
            try {
                if (!closed) {
                    closed = true;
                    writeAlone(CLOSE, new byte[] {(byte) (NORMAL_CLOSE >> 8), (byte) NORMAL_CLOSE});
                }
            } catch (IOException alreadyGone) {
                // There is nobody to say goodbye to.
            } finally {
                writing.unlock();
            }
        }
        socket.cancel();
    }

    /// Gives the connection back to OkHttp, which otherwise takes it for forgotten. To be called by
    /// the thread that reads, when it has ended, after [#close].
    void release() {
        writing.lock(); // whoever still writes ends soon, as the socket is gone
        try {
            closed = true;
            for (Closeable end : List.of(socket.getSource(), socket.getSink())) {
                try {
                    end.close();
                } catch (IOException alreadyGone) {
                    // It is over either way.
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /// What to say of an exception of [#next].
    static String message(IOException trouble) {
        return trouble instanceof EOFException
                ? "the connection ended"
                : String.valueOf(trouble.getMessage());
    }
}
