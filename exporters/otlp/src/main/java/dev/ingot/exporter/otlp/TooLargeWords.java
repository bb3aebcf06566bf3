package dev.ingot.exporter.otlp;

import java.util.regex.Pattern;

/// Tells from a server's message that a request was too large, where its status does not: the
/// Collector answers 400 with "http: request body too large", gRPC servers RESOURCE_EXHAUSTED with
/// "received message larger than max".
final class TooLargeWords {
    private static final Pattern WORDS =
            Pattern.compile(
                    "too large|larger than|too big|exceeds? (the )?(max|limit)|max(imum)? (request|"
                            + "message|body) size",
                    Pattern.CASE_INSENSITIVE);

    /// What Mimir and Loki say of one series or one record; they keep the rest of the request.
    private static final Pattern OF_ONE = Pattern.compile("err-mimir-|structured metadata");

    private TooLargeWords() {}

    static boolean in(String message) {
        return WORDS.matcher(message).find() && !OF_ONE.matcher(message).find();
    }
}
