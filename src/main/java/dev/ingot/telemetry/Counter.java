package dev.ingot.telemetry;

import java.util.concurrent.atomic.LongAdder;

/// A count that only rises. Any thread may add.
public final class Counter {
    private final LongAdder sum = new LongAdder();

    Counter() {}

    public void add(long more) {
        sum.add(more);
    }

    public long sum() {
        return sum.sum();
    }
}
