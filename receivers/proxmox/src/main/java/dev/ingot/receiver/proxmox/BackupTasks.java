package dev.ingot.receiver.proxmox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The backup tasks of the nodes. A task for several guests tells in its log what became of each; a
/// log is read once, a few of a node at a time, the newest first.
final class BackupTasks {
    private static final int TASKS = 200;
    private static final int LOGS_AT_ONCE = 2;
    private static final int LOG_LINES = 5000;
    private static final Pattern LINE =
            Pattern.compile("(Finished Backup of VM|Backup of VM) (\\d+)( failed)?.*");

    /// How a backup of a guest ended, at a time in seconds since the epoch.
    record Ended(String vmid, long time, boolean good) {}

    /// A task whose log has not been read.
    private record Unread(String upid, long time) {}

    /// What one look at a node brought.
    private record Seen(List<Ended> ended, Set<String> upids, List<Unread> left) {}

    private final Cluster cluster;
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Map<String, List<Unread>> unread = new HashMap<>();

    BackupTasks(Cluster cluster) {
        this.cluster = cluster;
    }

    /// Whether there are logs that have not been read.
    boolean areLeft() {
        return unread.values().stream().anyMatch(left -> !left.isEmpty());
    }

    /// Reads on.
    ///
    /// @param anew whether to look for new tasks, else only at logs that are left
    void read(boolean anew, Consumer<Ended> then) throws IOException, InterruptedException {
        cluster.eachNode(
                "backups",
                node -> look(node, anew),
                (node, seen) -> {
                    known.put(node, seen.upids);
                    unread.put(node, seen.left);
                    seen.ended.forEach(then);
                });
    }

    /// Runs on a thread of the node's own, and changes nothing.
    private Seen look(String node, boolean anew) throws IOException, InterruptedException {
        var ended = new ArrayList<Ended>();
        Set<String> before = known.getOrDefault(node, Set.of());
        var upids = new HashSet<String>();
        var left = new ArrayList<Unread>(unread.getOrDefault(node, List.of()));
        if (anew) {
            var fresh = new ArrayList<Unread>();
            for (Item task : tasks(node)) {
                String upid = task.text("upid", "");
                Long time = task.whole("endtime");
                if (time == null || !upids.add(upid) || before.contains(upid)) {
                    continue;
                }
                String vmid = task.text("id", "");
                if (vmid.isEmpty()) {
                    fresh.add(new Unread(upid, time));
                } else {
                    ended.add(new Ended(vmid, time, isGood(task.text("status", ""))));
                }
            }
            left.addAll(0, fresh);
        } else {
            upids.addAll(before);
        }
        List<Unread> now = List.copyOf(left.subList(0, Math.min(LOGS_AT_ONCE, left.size())));
        for (Unread task : now) {
            ended.addAll(log(node, task));
        }
        return new Seen(ended, upids, List.copyOf(left.subList(now.size(), left.size())));
    }

    private List<Item> tasks(String node) throws IOException, InterruptedException {
        return Item.list(
                cluster.get(node, "tasks?typefilter=vzdump&source=archive&limit=" + TASKS));
    }

    private static boolean isGood(String status) {
        return status.equals("OK") || status.startsWith("WARNINGS");
    }

    private List<Ended> log(String node, Unread task) throws IOException, InterruptedException {
        var all = new ArrayList<Ended>();
        String path = "tasks/" + task.upid + "/log?limit=" + LOG_LINES;
        for (Item line : Item.list(cluster.get(node, path))) {
            Matcher matcher = LINE.matcher(line.text("t", "").replaceFirst("^(INFO|ERROR): ", ""));
            boolean finished = matcher.matches() && matcher.group(1).startsWith("Finished");
            if (finished || (matcher.matches() && matcher.group(3) != null)) {
                all.add(new Ended(matcher.group(2), task.time, finished));
            }
        }
        return all;
    }
}
