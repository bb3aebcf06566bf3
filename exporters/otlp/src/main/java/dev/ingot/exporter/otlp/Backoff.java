package dev.ingot.exporter.otlp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The waits between the tries of one request: each longer than the one before, each off by chance,
/// so that many agents do not come back at once. Not safe for several threads at once.
final class Backoff {
    private final RetryConfig config;
    private final RandomGenerator random;
    private double seconds;

    Backoff(RetryConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
        this.seconds = config.initialInterval().toNanos() / 1e9;
    }

    /// The next wait.
    Duration next() {
        double off = config.randomizationFactor() * (2 * random.nextDouble() - 1);
        var wait = Duration.ofNanos((long) (seconds * (1 + off) * 1e9));
        seconds = Math.min(seconds * config.multiplier(), config.maxInterval().toNanos() / 1e9);
        return wait;
    }
}
