package dev.ingot.exporter.otlp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A queue in memory: gone when the process ends.
final class MemoryQueue implements RequestQueue {
    private final Stock stock;
    private final Deque<ExportRequest> waiting = new ArrayDeque<>();
    private @Nullable ExportRequest taken;
    private Load held = Load.NONE;
    private boolean ended;

    MemoryQueue(Stock stock) {
        this.stock = stock;
    }

    @Override
    public synchronized void put(ExportRequest request, Load moved) {
        waiting.add(request);
        held = held.plus(load(request));
        stock.queue(held, moved);
        notifyAll();
    }

    /// There is always room.
    @Override
    public boolean pass(ExportRequest request, Load moved, Duration longest) {
        put(request, moved);
        return true;
    }

    private static Load load(ExportRequest request) {
        return new Load(1, request.items(), request.body().length);
    }

    @Override
    public synchronized @Nullable ExportRequest take() throws InterruptedException {
        while (waiting.isEmpty()) {
            if (ended) {
                return null;
            }
            wait();
        }
        taken = waiting.remove();
        return taken;
    }

    @Override
    public synchronized void done() {
        if (taken != null) {
            forget(taken);
            taken = null;
        }
    }

    @Override
    public synchronized int dropOldest() {
        ExportRequest oldest = waiting.poll();
        if (oldest == null) {
            return 0;
        }
        forget(oldest);
        return oldest.items();
    }

    private void forget(ExportRequest request) {
        held = held.minus(load(request));
        stock.queue(held, Load.NONE);
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public long room() {
        return Long.MAX_VALUE;
    }

    @Override
    public synchronized long oldestMillis() {
        ExportRequest oldest = taken == null ? waiting.peek() : taken;
        return oldest == null ? 0 : oldest.createdMillis();
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public long kept() {
        return 0;
    }

    @Override
    public void close() {}
}
