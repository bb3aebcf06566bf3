package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The `Authorization` header of the next request. Used by several threads at once.
final class Authorization {
    private static final long LONGEST_TOKEN = 64 << 10;

    private final AuthConfig config;
    private @Nullable FileTime read;
    private String header = "";

    Authorization(AuthConfig config) {
        this.config = config;
        if (!config.username().isEmpty()) {
            String pair = config.username() + ":" + config.password().reveal();
            header =
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        } else if (!config.token().isEmpty()) {
            header = config.scheme() + " " + config.token().reveal();
        }
    }

    /// The header's value; empty where there is none to send. Looks at the token's file, and reads
    /// it when it has changed.
    ///
    /// @throws IOException where the file cannot be read
    synchronized String header() throws IOException {
        if (!config.tokenFile().isEmpty()) {
            Path file = Path.of(config.tokenFile());
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(read)) {
                if (Files.size(file) > LONGEST_TOKEN) {
                    throw new IOException(file + ": too large for a token");
                }
                header = config.scheme() + " " + Files.readString(file).strip();
                read = changed;
            }
        }
        return header;
    }
}
