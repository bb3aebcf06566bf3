package dev.ingot.exporter.otlp;

import java.nio.file.Path;

/// A program that is to keep its queue where it cannot write. Says what its exporter logs, and
/// `sent` when that has sent what it was given.
final class ReadOnlyDirectory {
    private ReadOnlyDirectory() {}

    public static void main(String[] arguments) throws Exception {
        var storage = new FileStorage.Config(Path.of(arguments[0]), 64 << 20, Fsync.INTERVAL);
        try (var backend = Backend.start()) {
            var config =
                    Configs.http(
                            "endpoint: "
                                    + backend.url()
                                    + "\nsending_queue: {storage: file_storage}");
            try (var push = new Push(config, storage)) {
                push.accept(Push.points(0, 100));
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 100");
                System.out.println("sent, and said " + push.log.all());
            }
        }
    }
}
