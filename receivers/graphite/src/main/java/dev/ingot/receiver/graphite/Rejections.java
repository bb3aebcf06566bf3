package dev.ingot.receiver.graphite;

import dev.ingot.component.Context;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what one transport brought and could not be used, and shows an example of each kind now
/// and then. Used by several threads at once.
final class Rejections {
    private static final long SILENCE_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int SHOWN_BYTES = 120;

    private final System.Logger logger;
    private final InstantSource clock;
    private final Map<Rejection, Kind> kinds = new EnumMap<>(Rejection.class);
    private final Map<Fate.Drop, Counter> drops = new EnumMap<>(Fate.Drop.class);
    private final Counter leftOut;
    private final Senders senders;

    Rejections(Context context, String transport, Senders senders) {
        this.senders = senders;
        logger = context.logger();
        clock = context.clock();
        var tally = context.tally().with("transport", transport);
        for (Rejection why : Rejection.values()) {
            var counter = tally.with("reason", why.reason()).counter(SelfMetrics.REJECTED);
            kinds.put(why, new Kind(counter, new AtomicLong(Long.MIN_VALUE)));
        }
        for (Fate.Drop why : Fate.Drop.values()) {
            String reason = why.name().toLowerCase(Locale.ROOT);
            drops.put(why, tally.with("reason", reason).counter(SelfMetrics.DROPPED));
        }
        leftOut = tally.with("reason", "tag").counter(SelfMetrics.LEFT_OUT);
    }

    /// Counts a line, and logs it unless one of its kind was logged in the last minute.
    void reject(Rejection why, byte[] bytes, int from, int to, InetSocketAddress peer) {
        Kind kind = counted(why, peer);
        if (kind.mayLog(clock.millis())) {
            logger.log(
                    System.Logger.Level.WARNING,
                    "cannot use a line from {0}: {1}: `{2}`; more like it are only counted for a minute",
                    from(peer),
                    why.reason(),
                    shown(bytes, from, to));
        }
    }

    /// Counts something that is not there to be shown.
    void reject(Rejection why, InetSocketAddress peer) {
        Kind kind = counted(why, peer);
        if (kind.mayLog(clock.millis())) {
            logger.log(
                    System.Logger.Level.WARNING,
                    "cannot use a line from {0}: {1}: {2}; more like it are only counted for a minute",
                    from(peer),
                    why.reason(),
                    why.meaning());
        }
    }

    /// Counts tags that were left out of samples that were kept.
    void leftOut(int tags) {
        leftOut.add(tags);
    }

    /// Counts a sample that the configuration says to drop.
    void drop(Fate.Drop why) {
        Objects.requireNonNull(drops.get(why)).add(1);
    }

    /// Who may not send takes no place among the senders either.
    private Kind counted(Rejection why, InetSocketAddress peer) {
        Kind kind = Objects.requireNonNull(kinds.get(why));
        kind.counter().add(1);
        if (why != Rejection.SENDER) {
            senders.of(peer.getAddress()).rejected().add(1);
        }
        return kind;
    }

    private static String from(InetSocketAddress peer) {
        return peer.getHostString() + ":" + peer.getPort();
    }

    /// The start of a line, with everything that a terminal could misunderstand escaped.
    static String shown(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + SHOWN_BYTES);
        var text = new StringBuilder();
        for (int i = from; i < end; i++) {
            if (bytes[i] >= ' ' && bytes[i] < 0x7F && bytes[i] != '\\') {
                text.append((char) bytes[i]);
            } else {
                text.append(String.format("\\x%02x", bytes[i]));
            }
        }
        return end < to ? text + "… (" + (to - from) + " bytes)" : text.toString();
    }

    private record Kind(Counter counter, AtomicLong lastLogged) {
        boolean mayLog(long nowMillis) {
            long last = lastLogged.get();
            return (last == Long.MIN_VALUE || nowMillis - last >= SILENCE_MILLIS)
                    && lastLogged.compareAndSet(last, nowMillis);
        }
    }
}
