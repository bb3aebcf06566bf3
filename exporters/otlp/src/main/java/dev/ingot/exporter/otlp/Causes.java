package dev.ingot.exporter.otlp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says in a few words why a request did not get through.
final class Causes {
    private Causes() {}

    static String words(IOException failure, Duration timeout) {
        return switch (failure) {
            case UnknownHostException unknown -> "unknown host: " + unknown.getMessage();
            case ConnectException refused -> deepest(refused);
            case SSLException tls -> tls(tls);
            case InterruptedIOException _ -> "no answer within " + timeout.toMillis() + " ms";
            case EOFException _ -> "the connection was closed before an answer";
            default -> other(failure);
        };
    }

    private static String other(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("stream was reset")) {
            return "the server reset the stream" + message.substring("stream was reset".length());
        }
        return message.contains("end of stream")
                ? "the connection was closed before an answer"
                : message;
    }

    /// Why a file cannot be used, without its name.
    static String file(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String tls(SSLException failure) {
        Throwable expired = find(failure, CertificateExpiredException.class);
        if (expired != null) {
            return "its certificate has expired (" + expired.getMessage() + ")";
        }
        Throwable early = find(failure, CertificateNotYetValidException.class);
        if (early != null) {
            return "its certificate is not valid yet (" + early.getMessage() + ")";
        }
        String text = deepest(failure);
        if (text.contains("unable to find valid certification path")
                || text.contains("rust anchor")) {
            return "its certificate is from an authority that is not trusted; set `tls.ca_file`";
        }
        Throwable other = find(failure, CertificateException.class);
        if (other != null && String.valueOf(other.getMessage()).startsWith("No ")) {
            return "its certificate is for another host (" + other.getMessage() + ")";
        }
        if (text.contains("plaintext connection")
                || text.contains("Unsupported or unrecognized SSL message")) {
            return "it does not speak TLS; is the endpoint `http://`?";
        }
        return "TLS: " + text;
    }

    private static @Nullable Throwable find(Throwable failure, Class<?> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (type.isInstance(at)) {
                return at;
            }
            at = at.getCause();
        }
        return null;
    }

    private static String deepest(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at.getCause() != null && depth < 10; depth++) {
            at = at.getCause();
        }
        String message = at.getMessage();
        return message == null ? at.getClass().getSimpleName() : message;
    }
}
