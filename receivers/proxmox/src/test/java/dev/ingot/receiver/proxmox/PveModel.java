package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a cluster of Proxmox VE answers, in the shapes of version 8 or 9: where 9 sends a number, 8
/// sends a text, and what 9 has added is missing.
public final class PveModel {
    /// @param type `qemu` or `lxc`
    record Guest(int vmid, String type, String name, String node, boolean running) {}

    record Storage(String name, String type, boolean shared, boolean active) {}

    private static final int FIRST_TEMPLATE = 9000;
    private static final Pattern AGENT = Pattern.compile("qemu/(\\d+)/agent/get-fsinfo");

    private final boolean nine;
    private final Shapes shapes;
    private final String cluster;
    private final List<String> nodes;
    private final List<Guest> guests;
    private final List<Storage> storages;

    /// @param cluster its name; empty for a node that stands alone
    PveModel(
            boolean nine,
            String cluster,
            List<String> nodes,
            List<Guest> guests,
            List<Storage> storages) {
        this.nine = nine;
        this.shapes = new Shapes(nine);
        this.cluster = cluster;
        this.nodes = nodes;
        this.guests = guests;
        this.storages = storages;
    }

    /// Three nodes, four guests, one of them a template, storages local and shared.
    ///
    /// @param nine whether it is version 9, else 8
    public static PveModel three(boolean nine) {
        return new PveModel(
                nine,
                "home",
                List.of("pve1", "pve2", "pve3"),
                List.of(
                        new Guest(100, "qemu", "web", "pve1", true),
                        new Guest(101, "lxc", "dns", "pve2", true),
                        new Guest(102, "qemu", "windows", "pve3", true),
                        new Guest(FIRST_TEMPLATE, "qemu", "template", "pve1", false)),
                List.of(
                        new Storage("local", "dir", false, true),
                        new Storage("nas", "nfs", true, true),
                        new Storage("old", "nfs", true, false)));
    }

    /// A node that stands alone.
    public static PveModel alone() {
        return new PveModel(
                true,
                "",
                List.of("pve"),
                List.of(new Guest(100, "qemu", "web", "pve", true)),
                List.of(new Storage("local", "dir", false, true)));
    }

    /// As large as it gets; a quarter of the guests are containers.
    public static PveModel large(int nodes, int guests) {
        List<String> names = IntStream.rangeClosed(1, nodes).mapToObj("n%03d"::formatted).toList();
        return new PveModel(
                true,
                "large",
                names,
                IntStream.range(0, guests)
                        .mapToObj(i ->
                                new Guest(
                                        10_000 + i,
                                        i % 4 == 0 ? "lxc" : "qemu",
                                        "guest" + i,
                                        names.get(i % nodes),
                                        true))
                        .toList(),
                List.of(
                        new Storage("local", "dir", false, true),
                        new Storage("ceph", "rbd", true, true)));
    }

    /// What is asked of the cluster as such.
    ///
    /// @param away nodes that are down
    /// @param auditor whether one may see what there is
    @Nullable Object ofCluster(
            String path, String query, Collection<String> away, boolean auditor) {
        return switch (path) {
            case "version" -> shapes.of("version");
            case "cluster/status" -> auditor ? status(away) : null;
            case "cluster/resources" -> resources(query, away, auditor);
            case "cluster/backup-info/not-backed-up" -> shapes.of("not-backed-up");
            case "cluster/metrics/export" -> nine ? export() : null;
            case "cluster/ha/status/current" -> shapes.of("ha-status");
            case "cluster/config/qdevice" -> nine ? shapes.of("qdevice") : null;
            case "cluster/ceph/status" -> nine ? shapes.of("ceph") : null;
            default -> null;
        };
    }

    /// What is asked of a node.
    @Nullable Object ofNode(String node, String path, String query, boolean auditor) {
        Matcher agent = AGENT.matcher(path);
        if (agent.matches()) {
            return agent.group(1).equals("100") ? shapes.of("file-systems") : null;
        }
        if (path.endsWith("/config")) {
            return shapes.of(path.contains("/" + FIRST_TEMPLATE) ? "config-template" : "config");
        }
        if (path.endsWith("/log")) {
            return shapes.of("backup-log");
        }
        if (path.matches("replication/[^/]+/status")) {
            return replication(node).path(0);
        }
        boolean first = node.equals(nodes.getFirst());
        return switch (path) {
            case "status" -> shapes.of("node-status");
            case "storage" -> auditor ? ofStorages("node-storage", node) : List.of();
            case "qemu" -> auditor ? guests(node, "qemu", "machine") : List.of();
            case "lxc" -> auditor ? guests(node, "lxc", "container") : List.of();
            case "netstat" -> cards(node);
            case "replication" -> replication(node);
            case "tasks" -> backups(node);
            case "subscription" -> shapes.of(first ? "subscription" : "subscription-none");
            case "certificates/info" -> shapes.of(first ? "certificates-own" : "certificates");
            case "disks/list" -> shapes.of(query.contains("skipsmart=1") ? "disks" : "disks-smart");
            case "disks/smart" -> shapes.of(query.contains("nvme") ? "smart-nvme" : "smart-ata");
            case "disks/zfs" -> shapes.of("pools");
            default -> null;
        };
    }

    private List<Object> status(Collection<String> away) {
        var all = new ArrayList<Object>();
        if (!cluster.isEmpty()) {
            all.add(shapes.of("cluster", "cluster", cluster, "nodes", nodes.size()));
        }
        for (int i = 0; i < nodes.size(); i++) {
            all.add(
                    shapes.of(
                            "cluster-node",
                            "node",
                            nodes.get(i),
                            "number",
                            cluster.isEmpty() ? 0 : i + 1,
                            "online",
                            away.contains(nodes.get(i)) ? 0 : 1,
                            "local",
                            i == 0 ? 1 : 0,
                            "level",
                            i == 0 ? "c" : ""));
        }
        return all;
    }

    private List<JsonNode> resources(String query, Collection<String> away, boolean auditor) {
        return resources(away, auditor).stream()
                .filter(resource -> isOfType(query, resource.path("type").asText()))
                .toList();
    }

    /// Guests of both kinds are of the type `vm`.
    private static boolean isOfType(String query, String type) {
        return switch (query) {
            case "" -> true;
            case "type=vm" -> type.equals("qemu") || type.equals("lxc");
            default -> query.equals("type=" + type);
        };
    }

    private List<JsonNode> resources(Collection<String> away, boolean auditor) {
        var all = new ArrayList<JsonNode>();
        if (auditor) {
            guests.forEach(guest -> all.add(resource(guest, away.contains(guest.node()))));
        }
        for (String node : nodes) {
            String shape = away.contains(node) ? "node-away" : auditor ? "node" : "node-hidden";
            all.add(shapes.of(shape, "node", node));
        }
        if (auditor) {
            for (String node : nodes) {
                all.addAll(ofStorages("storage", node));
                all.add(shapes.of("sdn", "node", node));
            }
        }
        return all;
    }

    private JsonNode resource(Guest guest, boolean away) {
        String shape = away ? "guest-away" : guest.running() ? "guest" : "guest-stopped";
        var resource =
                (ObjectNode)
                        shapes.of(
                                shape,
                                "vmid",
                                guest.vmid(),
                                "type",
                                guest.type(),
                                "name",
                                guest.name(),
                                "node",
                                guest.node(),
                                "template",
                                guest.vmid() == FIRST_TEMPLATE ? 1 : 0,
                                "disk",
                                guest.type().equals("lxc") ? 2983723008L : 0);
        return guest.vmid() == 100
                ? resource.setAll((ObjectNode) shapes.of("guest-more"))
                : resource;
    }

    private List<JsonNode> ofStorages(String shape, String node) {
        return storages.stream()
                .map(storage ->
                        shapes.of(
                                shape + (storage.active() ? "" : "-away"),
                                "storage",
                                storage.name(),
                                "plugin",
                                storage.type(),
                                "shared",
                                storage.shared() ? 1 : 0,
                                "node",
                                node))
                .toList();
    }

    private List<JsonNode> guests(String node, String type, String shape) {
        return guests.stream()
                .filter(guest -> guest.type().equals(type) && guest.node().equals(node))
                .<JsonNode>map(guest -> {
                    var item =
                            (ObjectNode)
                                    shapes.of(
                                            shape + (guest.running() ? "" : "-stopped"),
                                            "vmid",
                                            guest.vmid(),
                                            "name",
                                            guest.name());
                    return item.without(withoutBalloon(guest));
                })
                .toList();
    }

    /// Windows has no driver that would tell.
    private static Set<String> withoutBalloon(Guest guest) {
        return guest.name().equals("windows") ? Set.of("freemem") : Set.of();
    }

    private List<JsonNode> cards(String node) {
        return guests.stream()
                .filter(guest -> guest.running() && guest.node().equals(node))
                .map(guest -> shapes.of("card", "vmid", guest.vmid()))
                .toList();
    }

    private JsonNode replication(String node) {
        boolean here =
                nodes.size() > 1
                        && guests.stream()
                                .anyMatch(
                                        guest -> guest.vmid() == 100 && guest.node().equals(node));
        return here
                ? shapes.of("replication", "node", node, "target", nodes.get(1))
                : shapes.of("replication-none");
    }

    private List<JsonNode> backups(String node) {
        return node.equals(nodes.getFirst())
                ? List.of(
                        task("UPID:1", node, "vzdump", "", 1795200000, "job errors"),
                        task("UPID:2", node, "vzdump", "100", 1795100000, "OK"),
                        task("UPID:3", node, "vzdump", "100", 1795000000, "OK"))
                : List.of();
    }

    /// A task that ended at a time in seconds since the epoch.
    JsonNode task(String upid, String node, String type, String id, long end, String status) {
        return shapes.of(
                "task", "upid", upid, "node", node, "type", type, "id", id, "end", end, "status",
                status);
    }

    private Object export() {
        var samples = new ArrayList<JsonNode>();
        for (String node : nodes) {
            samples.add(sample(node, "uptime", "gauge", 98765));
            samples.add(sample(node, "net_in", "derive", 123456789));
            samples.add(sample(node, "net_out", "derive", 98765));
        }
        return Map.of("data", samples);
    }

    private JsonNode sample(String node, String metric, String type, long value) {
        return shapes.of("sample", "node", node, "metric", metric, "type", type, "value", value);
    }
}
