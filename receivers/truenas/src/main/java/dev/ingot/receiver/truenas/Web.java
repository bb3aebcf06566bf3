package dev.ingot.receiver.truenas;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// What both links need of HTTP.
final class Web {
    private Web() {}

    /// A path, and perhaps a query, below a base URL.
    static HttpUrl below(HttpUrl base, String path) {
        String root = base.toString();
        return HttpUrl.get((root.endsWith("/") ? root : root + "/") + path);
    }

    static boolean isHtml(Response response) {
        return Objects.requireNonNullElse(response.header("Content-Type"), "")
                .startsWith("text/html");
    }

    /// Whether anything at all answers, whatever it says.
    static boolean answers(OkHttpClient http, HttpUrl url) throws InterruptedException {
        var request = new Request.Builder().url(url).build();
        try (Response _ = http.newCall(request).execute()) {
            return true;
        } catch (IOException silent) {
            rethrowInterrupt(silent);
            return false;
        }
    }

    /// An interrupted read shows itself as an exception of the socket; this says it as it was
    /// meant.
    static void rethrowInterrupt(IOException trouble) throws InterruptedException {
        boolean interrupted =
                trouble instanceof InterruptedIOException
                        && !(trouble instanceof SocketTimeoutException)
                        && !"timeout".equals(trouble.getMessage());
        if (Thread.interrupted() || interrupted) {
            throw new InterruptedException("the time is up");
        }
    }

    static String message(IOException trouble) {
        String message = trouble.getMessage();
        return message == null ? trouble.getClass().getSimpleName() : message;
    }

    /// A stream that ends with an exception after too many bytes.
    static InputStream bounded(InputStream in, long max) {
        return new Bounded(in, max);
    }

    private static final class Bounded extends InputStream {
        private final InputStream in;
        private final long max;
        private long left;

        Bounded(InputStream in, long max) {
            this.in = in;
            this.max = max;
            this.left = max;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("a reply is longer than " + max + " bytes");
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
