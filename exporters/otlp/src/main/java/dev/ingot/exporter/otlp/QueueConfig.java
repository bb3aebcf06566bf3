package dev.ingot.exporter.otlp;

import dev.ingot.config.Section;
import java.time.Duration;

/// How records wait to be sent.
///
/// @param size the limit, in the unit of `sizer`
/// @param storage the id of the extension that keeps the queue on disk; empty for memory
/// @param maxAge a request older than this is dropped; zero is never
/// @param batchItems how many records make a full batch
/// @param flushTimeout how long a batch waits to become full
record QueueConfig(
        long size,
        Sizer sizer,
        Overflow overflow,
        String storage,
        Duration maxAge,
        int batchItems,
        Duration flushTimeout) {
    /// The limit beside a limit of requests or items, since those say nothing about memory.
    static final long MEMORY_LIMIT = 64L << 20;

    private static final long DISK_LIMIT = 1L << 30;

    private static final int MAX_BATCH_ITEMS = 1 << 16;
    private static final long SMALLEST_BYTES = 1 << 20;
    private static final QueueConfig DEFAULT =
            new QueueConfig(
                    MEMORY_LIMIT,
                    Sizer.BYTES,
                    Overflow.BY_SOURCE,
                    "",
                    Duration.ZERO,
                    8192,
                    Duration.ofMillis(200));

    static QueueConfig byDefault() {
        return DEFAULT;
    }

    static QueueConfig read(Section in) {
        in.warn(
                in.flag("enabled", true, "There is always a queue: nothing may block a socket."),
                "enabled",
                "there is always a queue: nothing may block a socket");
        String storage =
                in.text(
                        "storage",
                        "",
                        "Id of a `file_storage` extension; the queue then survives a restart.");
        long size =
                in.bytes(
                        "queue_size",
                        storage.isEmpty() ? "64MiB" : "1GiB",
                        "How much may wait; with `storage` the default is 1GiB. Without `sizer`, a"
                                + " number below 1048576 counts requests, as in the Collector.");
        Sizer sizer = sizer(in, size);
        Overflow overflow = overflow(in);
        Duration maxAge =
                in.duration(
                        "max_age", "0s", "Requests older than this are dropped; `0s` is never.");
        in.ignored(
                "num_consumers",
                "requests are sent one after the other: out of order, Prometheus refuses them");
        in.ignored("wait_for_result", "a receiver acknowledges what the queue has taken");
        return in.section(
                "batch",
                "How records are put together into requests.",
                batch ->
                        new QueueConfig(
                                size,
                                sizer,
                                overflow,
                                storage,
                                maxAge,
                                batchItems(batch),
                                flushTimeout(batch, storage.isEmpty())));
    }

    private static Sizer sizer(Section in, long size) {
        boolean asCollector = in.has("queue_size") && !in.has("sizer") && size < SMALLEST_BYTES;
        Sizer sizer =
                in.choice(
                        "sizer",
                        asCollector ? Sizer.REQUESTS : Sizer.BYTES,
                        "What `queue_size` counts: `bytes` (compressed), `items` (points and log"
                                + " records) or `requests`. Beside `items` and `requests`, 64 MiB"
                                + " in memory or 1 GiB on disk is a limit too.");
        in.require(size > 0, "queue_size", "must be at least 1");
        in.require(
                sizer != Sizer.BYTES || size >= SMALLEST_BYTES,
                "queue_size",
                "must be at least 1MiB where `sizer` is bytes");
        return sizer;
    }

    private static Overflow overflow(Section in) {
        boolean block = in.flag("block_on_overflow", false, "The same as `overflow: block`.");
        return in.choice(
                "overflow",
                block ? Overflow.BLOCK : Overflow.BY_SOURCE,
                "What a full queue does: `by_source` lets sources wait that can and drops"
                        + " the oldest for the others; `block`, `drop_oldest` and"
                        + " `drop_newest` do so for all.");
    }

    private static int batchItems(Section in) {
        long most = 1L << 40;
        long min =
                in.number(
                        "min_size",
                        8192,
                        0,
                        most,
                        "How many records make a full batch where `max_size` is 0.");
        long max =
                in.number(
                        "max_size",
                        8192,
                        0,
                        most,
                        "How many records make a full batch, at most 65536.");
        in.ignored("sizer", "a batch is measured in records, a request in bytes");
        in.ignored("partition", "requests carry no client metadata");
        long items = max > 0 ? max : min;
        return Math.clamp(items, 1, MAX_BATCH_ITEMS);
    }

    /// What is not in the queue is lost by a crash; where the queue is not, a shorter wait is worth
    /// its smaller requests.
    private static Duration flushTimeout(Section in, boolean inMemory) {
        return in.duration(
                "flush_timeout",
                inMemory ? "200ms" : "50ms",
                "How long a batch waits to become full; with `storage` the default is 50ms.");
    }

    /// The limit in bytes.
    long bytesLimit() {
        if (sizer == Sizer.BYTES) {
            return size;
        }
        return storage.isEmpty() ? MEMORY_LIMIT : DISK_LIMIT;
    }
}
