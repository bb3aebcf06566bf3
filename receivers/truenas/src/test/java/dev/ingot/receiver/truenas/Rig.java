package dev.ingot.receiver.truenas;

import dev.ingot.component.Context;
import dev.ingot.component.Extension;
import dev.ingot.component.Storage;
import dev.ingot.config.Secret;
import dev.ingot.net.Fingerprint;
import dev.ingot.net.TlsClientConfig;
import dev.ingot.poll.Schedule;
import dev.ingot.record.Points;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.ManualClock;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A receiver with what it needs, whose rounds the test runs itself.
final class Rig implements AutoCloseable {
    /// Long, so that a slow machine has no fault that a test did not make.
    static final Duration TIMEOUT = Duration.ofMinutes(1);

    static final TargetConfig.Reconnect AT_ONCE =
            new TargetConfig.Reconnect(Duration.ofNanos(1), Duration.ofNanos(1));

    final Recorder recorder = new Recorder();
    final Telemetry telemetry = new Telemetry();
    final ManualClock clock = new ManualClock("2026-11-21T10:00:00Z");
    final TrueNasReceiver receiver;

    Rig(TargetConfig... targets) throws IOException {
        this(Map.of(), System::nanoTime, targets);
    }

    /// One that remembers in a folder what must survive a restart.
    Rig(Path memory, TargetConfig... targets) throws IOException {
        this(Map.of("file_storage", new Folder(memory)), System::nanoTime, targets);
    }

    /// One whose waits the test ends.
    Rig(LongSupplier nanoTime, TargetConfig... targets) throws IOException {
        this(Map.of(), nanoTime, targets);
    }

    private Rig(Map<String, Extension> extensions, LongSupplier nanoTime, TargetConfig... targets)
            throws IOException {
        var context =
                new Context(
                        "truenas",
                        recorder,
                        clock,
                        telemetry.tally("receiver", "truenas"),
                        Duration.ofSeconds(2),
                        extensions);
        String storage = extensions.isEmpty() ? "" : "file_storage";
        var config = new TrueNasConfig(Arrays.asList(targets), storage);
        receiver = new TrueNasReceiver(config, context, nanoTime);
        receiver.open();
    }

    private record Folder(Path folder) implements Storage {
        @Override
        public Path folder(String componentId) {
            return folder;
        }

        @Override
        public void start() {}

        @Override
        public void close() {}
    }

    /// Whether a round said that the NAS answers.
    static boolean up(String round) {
        return round.contains("truenas_up{host=nas01, instance=nas01, job=truenas} 1.0");
    }

    /// Runs rounds until one says that the NAS answers.
    void awaitUp() {
        Await.until("the NAS to be up again", TIMEOUT.multipliedBy(2), () -> up(round()));
    }

    /// What a round says on the success of a collector, up to the number.
    static String success(String collector) {
        return "truenas_scrape_success{collector="
                + collector
                + ", host=nas01, instance=nas01, job=truenas} ";
    }

    static TargetConfig target(String name, NasServer server, String... collectors) {
        return target(name, server, TIMEOUT, collectors);
    }

    static TargetConfig target(
            String name, NasServer server, Duration timeout, String... collectors) {
        return new TargetConfig(
                name,
                URI.create(server.url()),
                new ApiKey(Secret.of(NasServer.KEY), ""),
                NasServer.USER,
                TargetConfig.Transport.AUTO,
                "current",
                TlsClientConfig.DEFAULT,
                Fingerprint.of(server.fingerprint()),
                new Schedule(Duration.ofHours(1), Duration.ZERO, timeout),
                collectors.length == 0 ? Collector.NAMES : List.of(collectors),
                64 << 20,
                AT_ONCE);
    }

    static TargetConfig withKey(TargetConfig target, ApiKey key, String username) {
        return with(target, key, username, target.schedule(), target.maxReply(), AT_ONCE);
    }

    /// The same, with another limit of answers, and without waits before connecting again.
    static TargetConfig withLimits(TargetConfig target, long maxReply) {
        return with(target, target.key(), target.username(), target.schedule(), maxReply, AT_ONCE);
    }

    static TargetConfig withReconnect(TargetConfig target, TargetConfig.Reconnect reconnect) {
        return with(
                target,
                target.key(),
                target.username(),
                target.schedule(),
                target.maxReply(),
                reconnect);
    }

    static TargetConfig everySecond(TargetConfig target, Duration timeout) {
        var schedule = new Schedule(Duration.ofSeconds(1), Duration.ZERO, timeout);
        return with(target, target.key(), target.username(), schedule, target.maxReply(), AT_ONCE);
    }

    private static TargetConfig with(
            TargetConfig target,
            ApiKey key,
            String username,
            Schedule schedule,
            long maxReply,
            TargetConfig.Reconnect reconnect) {
        return new TargetConfig(
                target.name(),
                target.url(),
                key,
                username,
                target.transport(),
                target.apiVersion(),
                target.tls(),
                target.fingerprint(),
                schedule,
                target.collectors(),
                maxReply,
                reconnect);
    }

    /// Runs a round and returns what it brought, without times and durations.
    String round() throws InterruptedException {
        String before = text();
        receiver.round();
        return text().substring(before.length());
    }

    /// Runs a round each 15 s of a clock.
    void rounds(AtomicLong nanos, Duration time) throws InterruptedException {
        long until = nanos.get() + time.toNanos();
        while (nanos.addAndGet(Duration.ofSeconds(15).toNanos()) < until) {
            receiver.round();
        }
    }

    String text() {
        return recorder.text()
                .replaceAll(" @2026-11-21T\\S*", "")
                .replaceAll("(truenas_scrape_duration_seconds\\S* ).*", "$1…");
    }

    /// How many points of a metric there have been.
    int points(String metric) {
        Points all = recorder.points();
        int found = 0;
        for (int i = 0; i < all.size(); i++) {
            found += all.series(i).metric().name().equals(metric) ? 1 : 0;
        }
        return found;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
