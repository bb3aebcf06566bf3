package dev.ingot.exporter.otlp;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.time.Duration;

/// One kind of signal on its way to one endpoint: batcher, packer, queue and sender, in order.
///
/// @param <S> the kind of signal
final class Lane<S extends Signal> {
    private static final Duration ABORT = Duration.ofSeconds(1);

    private final Signal.Type type;
    private final RequestQueue queue;
    private final Batcher<S> batcher;
    private final Destination destination;
    private final LaneContext context;
    private final Sender sender;
    private final Thread packing;
    private final Thread sending;

    /// @param name the exporter's id, which the threads are named after
    Lane(
            String name,
            Signal.Type type,
            Freight<S> freight,
            Encoding<S> encoding,
            RequestQueue queue,
            Destination destination,
            OtlpConfig config,
            LaneContext context) {
        this.type = type;
        this.queue = queue;
        this.destination = destination;
        this.context = context;
        this.batcher = new Batcher<>(freight, config.queue(), config.maxRequest(), queue, context);
        var compressor = new Compressor(destination.compression(), config.compressionLevel());
        var packer =
                new Packer<>(
                        type, batcher, encoding, compressor, config.maxRequest(), queue, context);
        sender = new Sender(type, queue, destination, config, context);
        String prefix = name + "-" + type.pipeline();
        packing = Thread.ofPlatform().name(prefix + "-encode").daemon().unstarted(packer);
        sending = Thread.ofPlatform().name(prefix + "-send").daemon().unstarted(sender);
        gauges(config.queue());
    }

    private void gauges(QueueConfig config) {
        Stock stock = context.stock();
        Tally tally = context.tally().with("data_type", type.pipeline());
        tally.gauge(SelfMetrics.QUEUE_SIZE, () -> stock.queued().requests());
        tally.gauge(SelfMetrics.QUEUE_CAPACITY, config::bytesLimit);
        tally.gauge(SelfMetrics.QUEUE_BYTES, () -> stock.queued().bytes());
        tally.gauge(SelfMetrics.QUEUE_AGE, this::ageSeconds);
    }

    private double ageSeconds() {
        long oldest = queue.oldestMillis();
        return oldest == 0 ? 0 : Math.max(0, context.clock().millis() - oldest) / 1000.0;
    }

    void start() {
        packing.start();
        sending.start();
    }

    Verdict accept(S signal, WhenFull whenFull) {
        return batcher.accept(signal, whenFull);
    }

    /// Takes nothing more and begins to send what is left.
    void beginClose() {
        batcher.close();
    }

    /// Waits until everything is sent, or, at the deadline, counts what is not.
    ///
    /// @param deadlineNanos by `System.nanoTime`
    void endClose(long deadlineNanos) {
        join(packing, deadlineNanos);
        join(sending, deadlineNanos);
        if (packing.isAlive() || sending.isAlive()) {
            packing.interrupt();
            sending.interrupt();
            destination.cancel();
            long aborted = System.nanoTime() + ABORT.toNanos();
            join(packing, aborted);
            join(sending, aborted);
        }
        long kept = queue.kept();
        long left = context.stock().pending().items() + context.stock().queued().items() - kept;
        say(kept, "on disk for the next start");
        if (left > 0) {
            context.tally().drop(type, "shutdown", left);
        }
        say(left + sender.lost(), "unsent: they are lost");
        queue.close();
    }

    private void say(long items, String fate) {
        if (items > 0) {
            context.log().log(
                    System.Logger.Level.WARNING,
                    "closed with "
                            + items
                            + " "
                            + type.items().replace('_', ' ')
                            + " for "
                            + destination.url()
                            + " "
                            + fate);
        }
    }

    private static void join(Thread thread, long deadlineNanos) {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            var _ = thread.join(Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
