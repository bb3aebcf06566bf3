package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A subscription of which the newest event is of interest: made on every new connection, and again
/// when the NAS has ended it, as it does when Docker or netdata stop.
///
/// One thread at a time.
final class Feed {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /// An event that is older than this many intervals is not the present.
    private static final int FRESH_INTERVALS = 3;

    private final Nas nas;
    private final String method;
    private final String collection;
    private final Duration fresh;
    private final LongSupplier nanoTime;
    private final BackOff backOff;
    private @Nullable RpcLink subscribedOn;
    private String trouble = "";

    /// @param method such as `app.stats`
    /// @param seconds between two events
    Feed(Nas nas, String method, long seconds) {
        this.nas = nas;
        this.method = method;
        this.collection = method + ":{\"interval\":" + seconds + "}";
        this.fresh = Duration.ofSeconds(seconds * FRESH_INTERVALS);
        this.nanoTime = System::nanoTime;
        this.backOff = new BackOff(FIRST_WAIT, LONGEST_WAIT, nanoTime);
    }

    /// The newest event; null where there is none yet, or none any more.
    ///
    /// @throws ApiException.NoSuchMethod where the NAS has no events
    /// @throws ApiException where it has ended them
    @Nullable JsonNode newest() throws ApiException, InterruptedException {
        if (!(nas.session().link() instanceof RpcLink link)) {
            throw new ApiException.NoSuchMethod("events of " + method);
        }
        String lapsed = link.lapsed(collection);
        if (lapsed != null && subscribedOn == link) {
            subscribedOn = null;
            trouble = "cannot read the events of " + method + ": TrueNAS ended them: " + lapsed;
            backOff.failed();
        }
        if (subscribedOn != link) {
            subscribe(link);
        }
        RpcLink.Event event = link.event(collection);
        if (event == null || nanoTime.getAsLong() - event.nanoTime() > fresh.toNanos()) {
            return null;
        }
        backOff.reset();
        return event.fields();
    }

    private void subscribe(RpcLink link) throws ApiException, InterruptedException {
        if (backOff.left().isPositive()) {
            throw new ApiException(trouble);
        }
        try {
            link.subscribe(collection);
            subscribedOn = link;
        } catch (ApiException.NoSuchMethod | ApiException.Lost gone) {
            throw gone;
        } catch (ApiException refused) {
            trouble = String.valueOf(refused.getMessage());
            backOff.failed();
            throw refused;
        }
    }
}
