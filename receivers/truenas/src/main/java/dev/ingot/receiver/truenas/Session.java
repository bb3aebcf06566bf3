package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The one connection to one NAS: opened when something is asked, kept, and opened again after a
/// while when it is lost. It logs in once per connection, never per read.
///
/// Used by several threads at once; one at a time connects, and the others wait for it.
final class Session implements AutoCloseable {
    /// How long a NAS that let a read run into its time limit has to show that it is there.
    private static final Duration PROBE = Duration.ofSeconds(2);

    /// A connection that held this long was good: the next failure waits the shortest time again.
    private static final Duration PROVEN = Duration.ofMinutes(1);

    /// Opens links to the NAS.
    interface Opener {
        Link open() throws ApiException, InterruptedException;
    }

    /// Counts how an attempt to log in went: `accepted`, `refused` or `failed`.
    interface LoginCount {
        void add(String result);
    }

    private final String name;
    private final Opener opener;
    private final BackOff backOff;
    private final LongSupplier nanoTime;
    private final LoginCount logins;
    private final Logger log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> missing = new HashSet<>();
    private @Nullable Link link;
    private long openedNanos;
    private String trouble = "";
    private boolean suspect;
    private boolean closed;

    Session(
            String name,
            Opener opener,
            BackOff backOff,
            LongSupplier nanoTime,
            LoginCount logins,
            Logger log) {
        this.name = name;
        this.opener = opener;
        this.backOff = backOff;
        this.nanoTime = nanoTime;
        this.logins = logins;
        this.log = log;
    }

    /// Asks the NAS, connecting first where need be.
    ///
    /// @throws ApiException.NoSuchMethod where this release does not have the method
    /// @throws ApiException.Lost where there is no connection now
    JsonNode call(Query query) throws ApiException, InterruptedException {
        Link open = link();
        if (isMissing(query.method())) {
            throw new ApiException.NoSuchMethod(query.method());
        }
        try {
            return open.call(query);
        } catch (ApiException.NoSuchMethod older) {
            noteMissing(query.method());
            throw older;
        } catch (ApiException.Refused refused) {
            drop(open, refused);
            throw refused;
        } catch (ApiException.Lost lost) {
            drop(open, lost);
            throw lost;
        } catch (InterruptedException timeIsUp) {
            lock.lock();
            try {
                suspect = true;
            } finally {
                lock.unlock();
            }
            throw timeIsUp;
        }
    }

    /// The open connection, connecting first where need be.
    Link link() throws ApiException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Link known = link;
            if (known != null && suspect && known.isOpen()) {
                probe(known);
            } else if (known != null && !known.isOpen()) {
                drop(known, new ApiException.Lost("the connection was closed"));
            }
            suspect = false;
            return link == null ? connect() : link;
        } finally {
            lock.unlock();
        }
    }

    /// Gives the connection up where the NAS does not answer, or not before the read that waits for
    /// it runs into its own time limit.
    private void probe(Link known) throws InterruptedException {
        boolean answers = false;
        try {
            answers = known.answers(PROBE);
        } finally {
            if (!answers) {
                drop(known, new ApiException.Lost("the NAS does not answer any more"));
            }
        }
    }

    private Link connect() throws ApiException, InterruptedException {
        if (closed) {
            throw new ApiException.Lost("the agent is closing");
        }
        Duration left = backOff.left();
        if (left.isPositive()) {
            throw new ApiException.Lost(
                    trouble + "; next try in " + (left.toMillis() + 999) / 1000 + " s");
        }
        try {
            Link opened = opener.open();
            logins.add("accepted");
            log.log(Level.INFO, "{0}: connected by {1}", name, opened.kind());
            openedNanos = nanoTime.getAsLong();
            missing.clear();
            link = opened;
            return opened;
        } catch (ApiException.Refused refused) {
            logins.add("refused");
            trouble = String.valueOf(refused.getMessage());
            backOff.refused();
            throw refused;
        } catch (ApiException unreachable) {
            logins.add("failed");
            trouble = String.valueOf(unreachable.getMessage());
            backOff.failed();
            throw unreachable;
        } catch (InterruptedException timeIsUp) {
            logins.add("failed");
            trouble = "cannot connect: no answer in time";
            backOff.failed();
            throw timeIsUp;
        }
    }

    private void drop(Link gone, ApiException why) {
        lock.lock();
        try {
            gone.close();
            if (link != gone) {
                return;
            }
            link = null;
            trouble = String.valueOf(why.getMessage());
            if (nanoTime.getAsLong() - openedNanos >= PROVEN.toNanos()) {
                backOff.reset();
            }
            if (why instanceof ApiException.Refused) {
                logins.add("refused");
                backOff.refused();
            } else {
                backOff.failed();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isMissing(String method) {
        lock.lock();
        try {
            return missing.contains(method);
        } finally {
            lock.unlock();
        }
    }

    private void noteMissing(String method) {
        lock.lock();
        try {
            if (missing.add(method)) {
                log.log(Level.INFO, "{0}: this TrueNAS has no {1}", name, method);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (link != null) {
                link.close();
                link = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
