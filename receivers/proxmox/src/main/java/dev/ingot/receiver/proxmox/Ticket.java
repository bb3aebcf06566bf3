package dev.ingot.receiver.proxmox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.Request;

/// What a user's password is given for. It is good for two hours, and a good one can be given for a
/// new one.
///
/// @param madeNanos when, by the clock that [#isFresh] is asked with
record Ticket(String text, long madeNanos) {
    private static final Duration RENEW_AFTER = Duration.ofHours(1);

    boolean isFresh(long nowNanos) {
        return nowNanos - madeNanos < RENEW_AFTER.toNanos();
    }

    void sign(Request.Builder request) {
        request.header(
                "Cookie", "PVEAuthCookie=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    /// Shows nothing of the ticket.
    @Override
    public String toString() {
        return "ticket";
    }
}
