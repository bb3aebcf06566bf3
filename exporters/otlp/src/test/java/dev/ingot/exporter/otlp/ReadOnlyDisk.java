package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program whose disk turns read-only while it runs, and writable again. Says `recovered` when
/// everything that was accepted and not counted as dropped has arrived.
///
/// While files are open for writing the kernel itself mounts a file system read-only, but lets
/// nobody else do so. What that looks like is put together here: under a read-only mount on top no
/// file can be made or deleted, and a limit to this process lets it write to none that is open.
final class ReadOnlyDisk {
    private static final Pattern DROPPED =
            Pattern.compile("enqueue_failed_log_records\\{reason=queue_full} ([0-9]+)");
    private static final Pattern ENQUEUED =
            Pattern.compile("ingot_exporter_enqueued_total\\{data_type=logs} ([0-9]+)");

    private final String directory;
    private final Backend backend;
    private final Push push;
    private int accepted;

    private ReadOnlyDisk(String directory, Backend backend, Push push) {
        this.directory = directory;
        this.backend = backend;
        this.push = push;
    }

    public static void main(String[] arguments) throws Exception {
        var storage = new FileStorage.Config(Path.of(arguments[0]), 16 << 20, Fsync.ALWAYS);
        try (var backend = Backend.start()) {
            var config =
                    backend.config(
                            "compression: none\n"
                                    + "sending_queue: {storage: file_storage, batch: {max_size:"
                                    + " 100}}");
            try (var push = new Push(config, storage)) {
                var disk = new ReadOnlyDisk(arguments[0], backend, push);
                disk.turn();
                disk.turn();
            }
        }
        System.out.println("recovered");
    }

    /// Turns the disk read-only and writable again, with a backend that is there and one that is
    /// away. What the disk took is counted a little late, so one batch is allowed for.
    private void turn() throws IOException, InterruptedException {
        push(1);
        awaitAll();
        long stored = count(ENQUEUED) + FullDisk.BATCH;
        shutDisk();
        push(20);
        awaitAll();
        push.log.await("cannot write to " + directory + "/otlp_http.logs: ");
        assertThat(count(ENQUEUED)).as("what went to the disk").isLessThanOrEqualTo(stored);

        backend.away = () -> true;
        long droppedBefore = count(DROPPED);
        while (push.accept(FullDisk.logs(accepted)).equals(Verdict.ACCEPTED)) {
            accepted += FullDisk.BATCH;
        }
        while (count(DROPPED) == droppedBefore) {
            assertThat(push.exporter.accept(FullDisk.logs(accepted), WhenFull.MAKE_ROOM))
                    .isEqualTo(Verdict.ACCEPTED);
            accepted += FullDisk.BATCH;
            assertThat(accepted).isLessThan(1_000_000);
        }

        openDisk();
        backend.away = () -> false;
        awaitAll();
        Await.until("the disk to be used again", () -> count(ENQUEUED) > stored);
    }

    private void push(int batches) {
        for (int i = 0; i < batches; i++) {
            var logs = FullDisk.logs(accepted);
            Await.until("room", () -> push.accept(logs).equals(Verdict.ACCEPTED));
            accepted += FullDisk.BATCH;
        }
    }

    private void awaitAll() {
        long arrived = accepted - count(DROPPED);
        push.awaitCounter("otelcol_exporter_sent_log_records{} " + arrived + "\n");
        List<String> bodies = backend.bodies();
        assertThat(bodies.size()).as("what arrived").isEqualTo(arrived);
        int last = -1;
        for (String body : bodies) {
            int number = Integer.parseInt(body.split(" ", -1)[1]);
            assertThat(number).as("behind %s", last).isGreaterThan(last);
            last = number;
        }
    }

    private long count(Pattern counter) {
        Matcher found = counter.matcher(push.counters());
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private void shutDisk() throws IOException, InterruptedException {
        run("mount", "--bind", directory, directory);
        run("mount", "-o", "remount,bind,ro", directory);
        limitFiles("0");
    }

    private void openDisk() throws IOException, InterruptedException {
        limitFiles("unlimited");
        run("umount", directory);
    }

    private static void limitFiles(String bytes) throws IOException, InterruptedException {
        String self = Long.toString(ProcessHandle.current().pid());
        run("prlimit", "--pid", self, "--fsize=" + bytes + ":");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(command).inheritIO().start();
        assertThat(child.waitFor()).as(String.join(" ", command)).isZero();
    }
}
