package dev.ingot.receiver.truenas;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An answer that is asked for again only after a while, because it is dear to the NAS or seldom
/// changes. Between, the last one stands, so that its series have a point in every round, as long
/// as the NAS is there.
///
/// One thread at a time.
///
/// @param <T> the answer
final class Memo<T> {
    /// A failed read is tried again after this, or after the memo's own time where that is shorter.
    private static final Duration RETRY = Duration.ofMinutes(1);

    /// Reads the answer.
    interface Source<T> {
        T read() throws ApiException, InterruptedException;
    }

    private final Duration keep;
    private final LongSupplier nanoTime;
    private final Source<?> connection;
    private final Source<T> source;
    private @Nullable T answer;
    private @Nullable ApiException failure;
    private long nextNanos;

    /// @param connection throws where the NAS is not there
    Memo(Duration keep, LongSupplier nanoTime, Source<?> connection, Source<T> source) {
        this.keep = keep;
        this.nanoTime = nanoTime;
        this.connection = connection;
        this.source = source;
    }

    T get() throws ApiException, InterruptedException {
        connection.read();
        if (nanoTime.getAsLong() - nextNanos < 0) {
            if (failure != null) {
                throw failure;
            }
            if (answer != null) {
                return answer;
            }
        }
        return read();
    }

    private T read() throws ApiException, InterruptedException {
        answer = null;
        failure = null;
        try {
            T read = source.read();
            answer = read;
            expireAfter(keep);
            return read;
        } catch (ApiException.Lost gone) {
            throw gone; // the session decides when to try again
        } catch (ApiException wrong) {
            failure = wrong;
            expireAfter(keep.compareTo(RETRY) < 0 ? keep : RETRY);
            throw wrong;
        }
    }

    private void expireAfter(Duration time) {
        nextNanos = nanoTime.getAsLong() + time.toNanos();
    }
}
