package dev.ingot.receiver.proxmox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a server was asked for, and when. Used by several threads at once.
public final class Calls {
    private static final long SECOND = 1_000_000_000L;

    /// A call that may still be waiting for its answer.
    static final class Call {
        private final String path;
        private final long nanos = System.nanoTime();
        private volatile long answeredNanos = nanos;

        private Call(String path) {
            this.path = path;
        }

        void answered() {
            answeredNanos = System.nanoTime();
        }
    }

    /// All that was asked for in one round.
    ///
    /// @param took from the first call to the last answer
    public record Scrape(Duration took, int calls) {}

    private final List<Call> all = new ArrayList<>();

    synchronized Call add(String path) {
        var call = new Call(path);
        all.add(call);
        return call;
    }

    /// The scrapes of a cluster. Each begins with `/cluster/resources`, and the last is left out,
    /// for it may not be over.
    public synchronized List<Scrape> scrapes() {
        var scrapes = new ArrayList<Scrape>();
        int first = 0;
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).path.equals("cluster/resources")) {
                scrapes.add(scrape(all.subList(first, i)));
                first = i;
            }
        }
        return scrapes;
    }

    private static Scrape scrape(List<Call> calls) {
        long began = calls.getFirst().nanos;
        long ended = calls.stream().mapToLong(call -> call.answeredNanos).max().orElse(began);
        return new Scrape(Duration.ofNanos(ended - began), calls.size());
    }

    /// The paths with their queries, in the order they were asked for.
    public synchronized List<String> paths() {
        return all.stream().map(call -> call.path).toList();
    }

    /// The same without queries.
    public List<String> plain() {
        return paths().stream().map(path -> path.replaceFirst("\\?.*", "")).toList();
    }

    /// Forgets them.
    public synchronized void clear() {
        all.clear();
    }

    public synchronized int count() {
        return all.size();
    }

    /// How many of a node were made within a second, at most, of any node and in any second.
    public synchronized int mostOfANodeInASecond() {
        var recent = new HashMap<String, Deque<Long>>();
        int most = 0;
        for (Call call : all) {
            Deque<Long> window = recent.computeIfAbsent(node(call.path), _ -> new ArrayDeque<>());
            while (!window.isEmpty() && call.nanos - window.getFirst() >= SECOND) {
                window.removeFirst();
            }
            window.add(call.nanos);
            most = Math.max(most, window.size());
        }
        return most;
    }

    /// How many were made of each node; of the cluster as such by the empty name.
    public synchronized Map<String, Integer> byNode() {
        var counts = new HashMap<String, Integer>();
        all.forEach(call -> counts.merge(node(call.path), 1, Integer::sum));
        return counts;
    }

    private static String node(String path) {
        return path.startsWith("nodes/") ? path.split("/", 3)[1] : "";
    }
}
