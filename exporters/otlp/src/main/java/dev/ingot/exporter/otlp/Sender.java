package dev.ingot.exporter.otlp;

import dev.ingot.record.Metric;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.SelfMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Sends the requests of a queue one after the other, in their order, on a thread of its own.
///
/// Nothing leaves the queue before it was taken, refused for good, or given up; each of these is
/// counted. After closing began a request gets one try, so that a backend that is away does not
/// hold up the end.
final class Sender implements Runnable {
    private final Signal.Type type;
    private final RequestQueue queue;
    private final Destination destination;
    private final OtlpConfig config;
    private final LaneContext lane;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();

    Sender(
            Signal.Type type,
            RequestQueue queue,
            Destination destination,
            OtlpConfig config,
            LaneContext lane) {
        this.type = type;
        this.queue = queue;
        this.destination = destination;
        this.config = config;
        this.lane = lane;
        lane.tally().with("data_type", type.pipeline()).gauge(SelfMetrics.IN_FLIGHT, inFlight::get);
    }

    @Override
    public void run() {
        try {
            for (ExportRequest next = queue.take(); next != null; next = queue.take()) {
                if (!deal(next)) {
                    return;
                }
                queue.done();
            }
        } catch (InterruptedException deadline) {
            // what is left in the queue is counted by the lane
        }
    }

    /// Sends a request, whole or in parts. False where it has to stay in the queue because the
    /// exporter closes.
    private boolean deal(ExportRequest request) throws InterruptedException {
        if (isTooOld(request)) {
            drop("too_old", request.items());
            return true;
        }
        var backoff = new Backoff(config.retry(), random);
        long began = System.nanoTime();
        while (true) {
            boolean last = lane.closing().getCount() == 0;
            switch (attempt(request)) {
                case Answer.Delivered delivered -> {
                    delivered(request, delivered);
                    return true;
                }
                case Answer.TooLarge tooLarge -> {
                    lane.outage().over(destination.url());
                    return halve(request, tooLarge);
                }
                case Answer.Refused refused -> {
                    lane.outage().over(destination.url());
                    giveUp(request, refused.reason(), refused.why());
                    return true;
                }
                case Answer.Later later -> {
                    if (!isWorthAnotherTry(began)) {
                        giveUp(request, later.reason(), later.why());
                        return true;
                    }
                    lane.outage().noticed(destination.url(), later.why());
                    if (last) {
                        return leave(request);
                    }
                    pause(backoff.next(), later.after());
                    count(SelfMetrics.RETRIES, later.reason(), 1);
                }
            }
        }
    }

    private boolean isTooOld(ExportRequest request) {
        long maxAge = config.queue().maxAge().toMillis();
        return maxAge > 0 && lane.clock().millis() - request.createdMillis() > maxAge;
    }

    private boolean isWorthAnotherTry(long began) {
        Duration most = config.retry().maxElapsed();
        return config.retry().enabled()
                && (most.isZero() || System.nanoTime() - began < most.toNanos());
    }

    private Answer attempt(ExportRequest request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        inFlight.incrementAndGet();
        try {
            return destination.send(request);
        } catch (RuntimeException broken) {
            return new Answer.Refused("error", broken.toString());
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void pause(Duration backoff, Duration asked) throws InterruptedException {
        lane.pause(backoff.compareTo(asked) > 0 ? backoff : asked);
    }

    private void delivered(ExportRequest request, Answer.Delivered answer) {
        lane.outage().over(destination.url());
        long rejected = Math.min(answer.rejected(), request.items());
        lane.tally().add(SelfMetrics.sent(type), request.items() - rejected);
        if (rejected > 0) {
            count(SelfMetrics.sendFailed(type), "partial_success", rejected);
        }
        if (rejected > 0 || !answer.message().isEmpty()) {
            // Mimir tells of series that it left out without a number.
            String refused = rejected > 0 ? "refused " + rejected + " of " : "has a warning about ";
            String records = request.items() + " " + words() + ": ";
            lane.complaints()
                    .warn(
                            "partial_success",
                            destination.url() + " " + refused + records + answer.message());
        }
    }

    private boolean halve(ExportRequest request, Answer.TooLarge answer)
            throws InterruptedException {
        if (request.items() == 1) {
            giveUp(request, "too_large", answer.why());
            return true;
        }
        byte[] expanded;
        try {
            expanded =
                    Compressor.expand(
                            request.compression(), request.body(), request.expandedBytes());
        } catch (IOException corrupt) {
            giveUp(request, "corrupt", corrupt.toString());
            return true;
        }
        lane.complaints()
                .warn(
                        "too_large",
                        destination.url()
                                + ": "
                                + answer.why()
                                + "; sending requests of "
                                + request.expandedBytes()
                                + " bytes in halves, `max_request_size` avoids that");
        var splitter = new RequestSplitter(type, expanded);
        int half = request.items() / 2;
        return deal(part(request, splitter.part(0, half), half))
                && deal(
                        part(
                                request,
                                splitter.part(half, request.items()),
                                request.items() - half));
    }

    private ExportRequest part(ExportRequest whole, byte[] bytes, int items) {
        try (var compressor = new Compressor(whole.compression(), config.compressionLevel())) {
            return new ExportRequest(
                    type,
                    whole.compression(),
                    compressor.compress(bytes, 0, bytes.length),
                    items,
                    bytes.length,
                    whole.createdMillis());
        }
    }

    private void giveUp(ExportRequest request, String reason, String why) {
        count(SelfMetrics.sendFailed(type), reason, request.items());
        lane.complaints()
                .warn(
                        reason,
                        "cannot send "
                                + request.items()
                                + " "
                                + words()
                                + " to "
                                + destination.url()
                                + ": "
                                + why);
    }

    /// What a closing exporter could not send: kept on disk, else lost and counted.
    private boolean leave(ExportRequest request) {
        if (queue.durable()) {
            return false;
        }
        drop("shutdown", request.items());
        lost.addAndGet(request.items());
        return true;
    }

    /// How many records could not be sent while closing and are lost.
    long lost() {
        return lost.get();
    }

    private void drop(String reason, int items) {
        lane.tally().drop(type, reason, items);
    }

    private void count(Metric metric, String reason, long more) {
        lane.tally().with("reason", reason).add(metric, more);
    }

    private String words() {
        return type.items().replace('_', ' ');
    }
}
