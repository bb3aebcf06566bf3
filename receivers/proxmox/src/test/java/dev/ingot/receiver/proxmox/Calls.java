package dev.ingot.receiver.proxmox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a server was asked for, and when. Used by several threads at once.
public final class Calls {
    private static final long SECOND = 1_000_000_000L;

    private record Call(String path, long nanos) {}

    private final List<Call> all = new ArrayList<>();

    synchronized void add(String path) {
        all.add(new Call(path, System.nanoTime()));
    }

    /// The paths with their queries, in the order they were asked for.
    public synchronized List<String> paths() {
        return all.stream().map(Call::path).toList();
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
