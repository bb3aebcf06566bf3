package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// A program that puts numbered requests into a queue on disk and takes them out, and says what it
/// did: `put N` once request N is stored, `sent N` when a backend would have it, before the queue
/// knows. Runs until it is killed.
final class CrashingQueue {
    private CrashingQueue() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        long first = Long.parseLong(arguments[1]);
        PrintStream out = System.out;
        var stored = new Stored(directory);
        Thread.ofPlatform().daemon().start(() -> send(stored, out));
        for (long number = first; ; number++) {
            put(stored, number);
            out.println("put " + number);
        }
    }

    private static void put(Stored stored, long number) throws IOException, InterruptedException {
        stored.put(Stored.numbered(number, 200 + (int) (number * 7919 % 20_000)));
        synchronized (stored) {
            while (stored.stock.queued().requests() > 100) {
                stored.wait();
            }
        }
    }

    private static void send(Stored stored, PrintStream out) {
        try {
            for (var next = stored.queue.take(); next != null; next = stored.queue.take()) {
                out.println("sent " + Stored.number(next));
                stored.queue.done();
                synchronized (stored) {
                    stored.notifyAll();
                }
            }
        } catch (InterruptedException neverComes) {
            Thread.currentThread().interrupt();
        }
    }
}
