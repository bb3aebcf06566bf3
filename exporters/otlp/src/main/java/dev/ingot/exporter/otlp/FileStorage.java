package dev.ingot.exporter.otlp;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Extension;
import dev.ingot.component.Storage;
import dev.ingot.config.Section;
import dev.ingot.record.Signal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A directory in which exporters keep their queues, one folder for each exporter and kind of
/// signal, and other components what they remember.
///
/// A directory that cannot be used does not keep the agent from starting: the queue is then in
/// memory, with a warning.
final class FileStorage implements Storage {
    static final ComponentType<FileStorage.Config, Extension> TYPE =
            new ComponentType<>(
                    "file_storage",
                    List.of(),
                    "Keeps sending queues on disk.",
                    Set.of(),
                    Config::read,
                    FileStorage::new);

    private static final long LARGEST_SEGMENT = 16 << 20;
    private static final long SMALLEST_SEGMENT = 1 << 20;
    private static final int SEGMENTS = 16;

    private final Config config;
    private final Context context;
    private final DiskSpace space;
    private final List<DiskQueue> queues = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService syncing;

    FileStorage(Config config, Context context) {
        this.config = config;
        this.context = context;
        this.space = new DiskSpace(config.maxSize);
    }

    /// Where and how queues are kept.
    ///
    /// @param maxSize the limit of what waits in all queues together, in bytes
    record Config(Path directory, long maxSize, Fsync fsync) {
        static Config read(Section in) {
            String directory =
                    in.text(
                            "directory",
                            "/var/lib/ingot",
                            "Where the queues are; it is made where it is not there.");
            in.require(directory.startsWith("/"), "directory", "must be an absolute path");
            long maxSize =
                    in.bytes("max_size", "1GiB", "How much may wait in all queues together.");
            in.require(maxSize >= 1 << 20, "max_size", "must be at least 1MiB");
            Fsync fsync = Fsync.read(in);
            in.ignored("create_directory", "the directory is always made");
            in.ignored("directory_permissions", "directories get the process's umask");
            in.ignored("timeout", "a queue has one owner, so it waits for no lock");
            in.ignored("compaction", "segments are deleted when they are sent");
            in.ignored("recreate", "what is damaged is skipped and counted");
            return new Config(Path.of(directory), maxSize, fsync);
        }

        long segmentBytes() {
            return Math.clamp(maxSize / SEGMENTS, SMALLEST_SEGMENT, LARGEST_SEGMENT);
        }
    }

    @Override
    public void start() {
        if (config.fsync == Fsync.INTERVAL) {
            ScheduledExecutorService executor =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name(context.id() + "-sync").factory());
            var _ =
                    executor.scheduleWithFixedDelay(
                            () -> queues.forEach(DiskQueue::sync), 1, 1, TimeUnit.SECONDS);
            syncing = executor;
        }
    }

    /// Opens the queue of an exporter for one kind of signal.
    RequestQueue queue(String exporter, Signal.Type type, LaneContext lane) {
        Path directory =
                config.directory.resolve(
                        exporter.replaceAll("[^A-Za-z0-9._-]", "_") + "." + type.pipeline());
        Losses losses =
                (items, why) -> {
                    if (items > 0) {
                        lane.tally().drop(type, "corrupt", items);
                    }
                    lane.complaints().warn("upkeep", why);
                };
        try {
            var queue =
                    DiskQueue.open(
                            directory,
                            config.segmentBytes(),
                            config.fsync,
                            losses,
                            space,
                            lane.stock());
            queues.add(queue);
            return queue;
        } catch (IOException unusable) {
            lane.log().log(
                    System.Logger.Level.ERROR,
                    "cannot keep the queue in "
                            + directory
                            + ": "
                            + Causes.file(unusable)
                            + "; it is in memory until the next start");
            return new MemoryQueue(lane.stock());
        }
    }

    @Override
    public Path folder(String componentId) throws IOException {
        String name = URLEncoder.encode(componentId, StandardCharsets.UTF_8) + ".state";
        Path folder = config.directory.resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException unusable) {
            throw new IOException("cannot use " + folder + ": " + Causes.file(unusable), unusable);
        }
    }

    /// Ends syncing; the queues are closed by their exporters.
    @Override
    public void close() {
        ScheduledExecutorService executor = syncing;
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
