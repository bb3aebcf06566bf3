package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.component.Context;
import dev.ingot.poll.TargetDown;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What the collectors of one cluster share: the API, and what the last look at the whole cluster
/// showed. Collectors run one after the other, so all but the API belongs to one thread at a time.
final class Cluster {
    /// Reads what one node can tell.
    @FunctionalInterface
    interface NodeRead<T> {
        T read(String node) throws IOException, InterruptedException;
    }

    /// Takes what one node told.
    @FunctionalInterface
    interface NodeResult<T> {
        void take(String node, T result);
    }

    private final String name;
    private final Reach reach;
    private final Api api;
    private final Context context;
    private final Set<String> troubled = new HashSet<>();
    private final Starts starts = new Starts();
    private volatile List<Item> resources = List.of();
    private volatile List<Item> status = List.of();
    private volatile @Nullable X509Certificate shown;
    private volatile @Nullable IOException unknown =
            new IOException("cannot tell the nodes: /cluster/resources has not been read");

    Cluster(ClusterConfig config, Api api, Context context) {
        this.name = config.name();
        this.reach = config.nodes();
        this.api = api;
        this.context = context;
    }

    String name() {
        return name;
    }

    Context context() {
        return context;
    }

    /// Asks the entry node.
    JsonNode get(String path) throws IOException, InterruptedException {
        return api.get("", path);
    }

    /// Asks a node, by way of the entry node.
    ///
    /// @param path below `nodes/<node>/`
    JsonNode get(String node, String path) throws IOException, InterruptedException {
        return api.get(node, "nodes/" + node + "/" + path);
    }

    void resources(List<Item> all) {
        resources = List.copyOf(all);
        unknown = null;
    }

    /// When nodes and guests were started.
    Starts starts() {
        return starts;
    }

    /// Takes note of `/cluster/status`, which has just been read, and of what the node that
    /// answered has shown.
    void status(List<Item> all) {
        status = List.copyOf(all);
        shown = api.shown();
    }

    /// The certificate that a node itself has shown; null where it did not answer, or without TLS.
    @Nullable X509Certificate shown(String node) {
        return isLocal(node) ? shown : null;
    }

    /// `/cluster/status` as it was last read: the nodes, and the cluster where there is one.
    List<Item> status() {
        return status;
    }

    /// The whole could not be looked at. Where it was before, the collectors go by that.
    void unreadable(IOException trouble) {
        if (unknown != null) {
            unknown = trouble;
        }
    }

    /// Resources of some types, such as `qemu`, as the last look at the cluster showed them.
    List<Item> resources(String... types) {
        Set<String> wanted = Set.of(types);
        return resources.stream().filter(item -> wanted.contains(item.text("type", ""))).toList();
    }

    /// Guests by their number, which no two of a cluster share.
    Map<String, Item> guests() {
        var guests = new HashMap<String, Item>();
        for (Item guest : resources("qemu", "lxc")) {
            guests.put(guest.text("vmid", ""), guest);
        }
        return guests;
    }

    /// Whether a node is one of those that are asked, should it be up.
    boolean reaches(String node) {
        return reach == Reach.ALL || isLocal(node);
    }

    /// Whether a node is the one that answered.
    private boolean isLocal(String node) {
        return status.stream()
                .anyMatch(item ->
                        item.text("type", "").equals("node")
                                && item.text("name", "").equals(node)
                                && item.is("local"));
    }

    /// The nodes that are up, as far as they are asked.
    private List<String> nodes() throws IOException {
        IOException why = unknown;
        if (why != null) {
            throw why;
        }
        if (reach == Reach.LOCAL && status.isEmpty()) {
            throw new IOException(
                    "cannot tell which node answers: /cluster/status has not been read");
        }
        return resources("node").stream()
                .filter(item -> item.text("status", "").equals("online"))
                .map(item -> item.text("node", ""))
                .filter(node -> !node.isEmpty() && reaches(node))
                .sorted()
                .toList();
    }

    /// Reads the nodes that are up and asked, several at a time. One that fails is said once and
    /// left out.
    ///
    /// @param what the collector, for the log
    /// @throws IOException where no node answers
    <T> void eachNode(String what, NodeRead<T> read, NodeResult<T> then)
            throws IOException, InterruptedException {
        List<String> nodes = nodes();
        var threads = new ArrayList<Thread>();
        var answers = new LinkedHashMap<String, AtomicReference<@Nullable Object>>();
        try {
            for (String node : nodes) {
                var answer = new AtomicReference<@Nullable Object>();
                answers.put(node, answer);
                threads.add(
                        Thread.ofVirtual()
                                .name(context.id() + "-" + name + "-" + node)
                                .start(() -> answer.set(attempt(node, read))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
        sort(what, answers, then);
    }

    private static <T> @Nullable Object attempt(String node, NodeRead<T> read) {
        try {
            return read.read(node);
        } catch (IOException trouble) {
            return trouble;
        } catch (InterruptedException timeIsUp) {
            return new IOException("cannot read node " + node + ": the time is up");
        }
    }

    @SuppressWarnings("unchecked") // what is no exception is what the reader returned
    private <T> void sort(
            String what, Map<String, AtomicReference<@Nullable Object>> answers, NodeResult<T> then)
            throws IOException {
        IOException first = null;
        int well = 0;
        for (var answer : answers.entrySet()) {
            switch (answer.getValue().get()) {
                case TargetDown down -> throw down;
                case IOException trouble -> {
                    first = first == null ? trouble : first;
                    say(what, answer.getKey(), trouble);
                }
                case null -> {}
                case Object told -> {
                    well++;
                    recovered(what, answer.getKey());
                    then.take(answer.getKey(), (T) told);
                }
            }
        }
        if (well == 0 && first != null) {
            throw first;
        }
    }

    private void say(String what, String node, IOException trouble) {
        if (troubled.add(what + "/" + node)) {
            context.logger()
                    .log(
                            Level.WARNING,
                            "{0}/{1}: node {2} is left out: {3}",
                            name,
                            what,
                            node,
                            trouble.getMessage());
        }
    }

    private void recovered(String what, String node) {
        if (troubled.remove(what + "/" + node)) {
            context.logger().log(Level.INFO, "{0}/{1}: node {2} answers again", name, what, node);
        }
    }
}
