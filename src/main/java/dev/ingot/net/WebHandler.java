package dev.ingot.net;

import dev.ingot.net.WebServer.Reply;
import dev.ingot.net.WebServer.Request;
import java.io.IOException;
import java.util.Set;

/// Answers the requests for one path of a [WebServer]. Called by several threads at once.
@FunctionalInterface
public interface WebHandler {
    /// Answers a request. What it throws is logged and answered with 500.
    ///
    /// @throws IOException when the answer cannot be had
    Reply handle(Request request) throws IOException;

    /// The methods it knows; others are answered with 405. The answer to HEAD is the one to GET,
    /// and the server leaves out its body.
    default Set<String> methods() {
        return Set.of("GET", "HEAD");
    }
}
