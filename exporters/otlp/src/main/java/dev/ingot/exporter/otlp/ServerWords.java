package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a server says, fit for a log: one short line without control characters and without the
/// secrets that were sent to it.
final class ServerWords {
    private static final int LONGEST = 300;

    /// Headers whose values are names, not secrets: a tenant `home` is not to be cut out of what
    /// Loki says about the host `nas.home`.
    private static final Pattern NAMES =
            Pattern.compile("(?i)x-scope-orgid|accountid|projectid|vl-[a-z-]+");

    private final List<String> secrets;

    /// @param headers what is sent to the server, by the names of the headers
    ServerWords(Map<String, Secret> headers) {
        this.secrets =
                headers.entrySet().stream()
                        .filter(header -> !NAMES.matcher(header.getKey()).matches())
                        .map(header -> header.getValue().reveal())
                        .filter(secret -> secret.length() > 3)
                        .toList();
    }

    /// The message of an error's body: a `google.rpc.Status`, as OTLP wants it, or any text.
    String of(byte[] body, String contentType) {
        if (contentType.contains("protobuf") || contentType.contains("octet-stream")) {
            String message = status(body);
            if (!message.isEmpty()) {
                return clean(message);
            }
        }
        return clean(new String(body, StandardCharsets.UTF_8));
    }

    private static String status(byte[] body) {
        var reader = new ProtoReader(body, 0, body.length);
        String message = "";
        while (reader.next()) {
            if (reader.field() == 2) {
                message = reader.text();
            }
        }
        return reader.broken() ? "" : message;
    }

    String clean(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, Secret.REDACTED);
        }
        clean = clean.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }
}
