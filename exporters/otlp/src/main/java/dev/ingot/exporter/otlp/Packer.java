package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import dev.ingot.wire.ProtoWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Encodes and compresses batches and puts them into the queue, on a thread of its own, so that no
/// thread that reads a socket ever compresses.
///
/// @param <S> the kind of signal
final class Packer<S extends Signal> implements Runnable {
    private static final Duration DISK_PAUSE = Duration.ofSeconds(1);

    private final Batcher<S> batcher;
    private final Encoding<S> encoding;
    private final Compressor compressor;
    private final int maxRequest;
    private final RequestQueue queue;
    private final Tally tally;
    private final Stock stock;
    private final Counter enqueued;
    private final Counter repaired;
    private final Complaints complaints;
    private final InstantSource clock;
    private final CountDownLatch closing;
    private long repairedBefore;

    /// @param compressor is closed when the packer is done
    /// @param maxRequest the largest request, in bytes before compression
    Packer(
            Signal.Type type,
            Batcher<S> batcher,
            Encoding<S> encoding,
            Compressor compressor,
            int maxRequest,
            RequestQueue queue,
            LaneContext lane) {
        this.batcher = batcher;
        this.encoding = encoding;
        this.compressor = compressor;
        this.maxRequest = maxRequest;
        this.queue = queue;
        this.tally = lane.tally();
        this.stock = lane.stock();
        this.enqueued =
                lane.tally().with("data_type", type.pipeline()).counter(SelfMetrics.ENQUEUED);
        this.repaired = lane.tally().counter(SelfMetrics.REPAIRED);
        this.complaints = lane.complaints();
        this.clock = lane.clock();
        this.closing = lane.closing();
    }

    @Override
    public void run() {
        try (compressor) {
            for (Batch<S> batch = batcher.next(); batch != null; batch = batcher.next()) {
                pack(batch);
                batcher.recycle(batch);
            }
        } catch (InterruptedException deadline) {
            // what is left in the batcher is counted by the lane
        } finally {
            queue.end();
        }
    }

    private void pack(Batch<S> batch) throws InterruptedException {
        Load left = batch.load();
        List<ExportRequest> requests = requests(batch);
        for (int i = 0; i < requests.size(); i++) {
            int items = requests.get(i).items();
            long share = left.bytes() * items / left.items();
            Load moved = i == requests.size() - 1 ? left : new Load(0, items, share);
            if (!store(requests.get(i), moved)) {
                stock.pend(Load.NONE.minus(moved));
            }
            left = left.minus(moved);
        }
        stock.pend(Load.NONE.minus(left));
    }

    /// The requests that a batch makes: none where it cannot be encoded, several where it is too
    /// large for one.
    private List<ExportRequest> requests(Batch<S> batch) {
        S records = batch.records;
        ProtoWriter request;
        try {
            request = encoding.encode(records, batch.receivedNanos);
        } catch (RuntimeException broken) {
            complaints.warn("encoding", "cannot encode " + records.size() + " records: " + broken);
            tally.drop(records.type(), "encoding", records.size());
            return List.of();
        }
        if (encoding.duplicates() > 0) {
            tally.drop(records.type(), "duplicate", encoding.duplicates());
        }
        repaired.add(encoding.repaired() - repairedBefore);
        repairedBefore = encoding.repaired();
        int items = records.size() - encoding.duplicates();
        if (request.size() <= maxRequest || items == 1) {
            return List.of(compressed(records.type(), request.array(), request.size(), items));
        }
        List<ExportRequest> parts = new ArrayList<>();
        split(records.type(), request.toByteArray(), items, parts);
        return parts;
    }

    private void split(Signal.Type type, byte[] request, int items, List<ExportRequest> parts) {
        var splitter = new RequestSplitter(type, request);
        int half = items / 2;
        for (int from = 0; from < items; from += from == 0 ? half : items) {
            int count = from == 0 ? half : items - half;
            byte[] part = splitter.part(from, from + count);
            if (part.length <= maxRequest || count == 1) {
                parts.add(compressed(type, part, part.length, count));
            } else {
                split(type, part, count, parts);
            }
        }
    }

    private ExportRequest compressed(Signal.Type type, byte[] bytes, int length, int items) {
        byte[] body = compressor.compress(bytes, 0, length);
        return new ExportRequest(
                type, compressor.compression(), body, items, length, clock.millis());
    }

    /// Puts a request into the queue. While the disk takes none it goes by in memory, or waits and
    /// is tried again. False where it had to be given up because the exporter closes.
    private boolean store(ExportRequest request, Load moved) throws InterruptedException {
        while (true) {
            try {
                queue.put(request, moved);
                enqueued.add(request.items());
                return true;
            } catch (IOException full) {
                complaints.warn("storage", full.getMessage() + "; trying again");
            }
            if (queue.pass(request, moved, DISK_PAUSE)) {
                return true;
            }
            if (closing.getCount() == 0) {
                tally.drop(request.type(), "storage", request.items());
                return false;
            }
        }
    }
}
