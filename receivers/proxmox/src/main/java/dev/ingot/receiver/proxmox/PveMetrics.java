package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The dialect `prometheus-pve-exporter`, as of 3.10.
final class PveMetrics {
    static final Metric UP = Table.metric("pve_up", "Node/VM/CT-Status is online/running");

    /// Of anything in `/cluster/resources` that has the numbers.
    static final Catalogue<Item> RESOURCE =
            Table.of(
                            """
                            pve_disk_size_bytes | maxdisk | Storage size in bytes (for type\
                             'storage'), root image\
                             size for VMs (for types 'qemu' and 'lxc').
                            pve_disk_usage_bytes | disk | Used disk space in bytes (for type\
                             'storage'), used root\
                             image space for VMs (for types 'qemu' and 'lxc').
                            pve_memory_size_bytes | maxmem | Number of available memory in bytes\
                             (for types 'node',\
                             'qemu' and 'lxc').
                            pve_memory_usage_bytes | mem | Used memory in bytes (for types\
                             'node', 'qemu' and 'lxc').
                            pve_network_transmit_bytes | netout | {sent} {started} DEPRECATED: Use\
                             pve_network_transmit_bytes_total instead.
                            pve_network_receive_bytes | netin | {received} {started} DEPRECATED:\
                             Use\
                             pve_network_receive_bytes_total instead.
                            pve_disk_write_bytes | diskwrite | {wrote} {blocks} DEPRECATED: Use\
                             pve_disk_written_bytes_total instead.
                            pve_disk_read_bytes | diskread | {read} {blocks} DEPRECATED: Use\
                             pve_disk_read_bytes_total instead.
                            pve_cpu_usage_ratio | cpu as decimal | CPU utilization (for types\
                             'node', 'qemu' and\
                             'lxc').
                            pve_cpu_usage_limit | maxcpu | Number of available CPUs (for types\
                             'node', 'qemu' and\
                             'lxc').
                            pve_uptime_seconds | uptime | Uptime of node or virtual guest in\
                             seconds (for types\
                             'node', 'qemu' and 'lxc').
                            pve_storage_shared | shared | Whether or not the storage is shared\
                             among cluster nodes
                            pve_network_transmit_bytes_total | netout | {sent} {started}
                            pve_network_receive_bytes_total | netin | {received} {started}
                            pve_disk_written_bytes_total | diskwrite | {wrote} {blocks}
                            pve_disk_read_bytes_total | diskread | {read} {blocks}
                            """
                                    .replace("{sent}", traffic("from"))
                                    .replace("{received}", traffic("to"))
                                    .replace("{wrote}", "The amount of bytes the guest wrote to")
                                    .replace("{read}", "The amount of bytes the guest read from")
                                    .replace(
                                            "{started}",
                                            "since it was started. (for types 'qemu' and 'lxc')")
                                    .replace(
                                            "{blocks}",
                                            "its block devices since the guest was started. This"
                                                    + " info is not available for all storage"
                                                    + " types. (for types 'qemu' and 'lxc')"))
                    .in(byId(), Function.identity())
                    .build();

    static final Catalogue<Item> GUEST =
            byId().label("node", "The node.", item -> item.text("node"))
                    .label("name", "The guest's name.", item -> item.text("name"))
                    .label("type", "`qemu` or `lxc`.", item -> item.text("type"))
                    .label("template", "1 for a template.", item -> item.text("template"))
                    .label("tags", "Its tags.", item -> item.text("tags"))
                    .gauge("pve_guest_info", "", "VM/CT info", _ -> 1)
                    .build();

    static final Catalogue<Item> STORAGE =
            byId().label("node", "The node.", item -> item.text("node"))
                    .label("storage", "The storage.", item -> item.text("storage"))
                    .label("plugintype", "Its type.", item -> item.text("plugintype"))
                    .label("content", "What it may hold, sorted.", PveMetrics::content)
                    .gauge("pve_storage_info", "", "Storage info", _ -> 1)
                    .build();

    static final Catalogue<Item> NODE =
            byId().label("level", "The subscription.", item -> item.text("level"))
                    .label("name", "The node.", item -> item.text("name"))
                    .label("nodeid", "The node's number.", item -> item.text("nodeid"))
                    .gauge("pve_node_info", "", "Node info", _ -> 1)
                    .build();

    static final Catalogue<Item> CLUSTER =
            Catalogue.of(Item.class)
                    .label("id", "The cluster.", PveMetrics::clusterId)
                    .label("nodes", "How many nodes it has.", item -> item.text("nodes"))
                    .label("quorate", "1 while it is.", item -> item.text("quorate"))
                    .label("version", "Of its configuration.", item -> item.text("version"))
                    .gauge("pve_cluster_info", "", "Cluster info", _ -> 1)
                    .build();

    static final Catalogue<Item> VERSION =
            Catalogue.of(Item.class)
                    .label("release", "The release.", item -> item.text("release"))
                    .label("repoid", "The commit.", item -> item.text("repoid"))
                    .label("version", "The version.", item -> item.text("version"))
                    .gauge("pve_version_info", "", "Proxmox VE version info", _ -> 1)
                    .build();

    static final Metric QDEVICE_UP =
            Table.metric("pve_qdevice_up", "Proxmox VE QDevice is connected (1) or not (0)");
    static final Metric QDEVICE_INFO =
            Table.metric("pve_qdevice_info", "Proxmox VE QDevice info (1 if configured)");
    static final Metric HA_STATE =
            Table.metric("pve_ha_state", "HA service status (for HA managed VMs).");
    static final Metric LOCK_STATE =
            Table.metric(
                    "pve_lock_state",
                    "The guest's current config lock (for types 'qemu' and 'lxc')");
    static final Metric NOT_BACKED_UP =
            Metric.gauge(
                    "pve_not_backed_up_total",
                    "",
                    "Total number of guests not covered by any backup job.");
    static final Metric NOT_BACKED_UP_INFO =
            Table.metric(
                    "pve_not_backed_up_info", "Present if guest is not covered by any backup job.");
    static final Metric ONBOOT =
            Table.metric("pve_onboot_status", "Proxmox vm config onboot value");
    static final Metric SUBSCRIPTION_INFO =
            Table.metric("pve_subscription_info", "Proxmox VE subscription info (1 if present)");
    static final Metric SUBSCRIPTION_STATUS =
            Table.metric(
                    "pve_subscription_status",
                    "Proxmox VE subscription status (1 if matches status)");
    static final Metric SUBSCRIPTION_DUE =
            Table.metric(
                    "pve_subscription_next_due_timestamp_seconds",
                    "Subscription next due date as Unix timestamp");

    static final Catalogue<Item> REPLICATION =
            Table.of(
                            """
                            pve_replication_duration_seconds | duration as decimal | Proxmox vm\
                             replication duration
                            pve_replication_last_sync_timestamp_seconds | last_sync | Proxmox vm\
                             replication last_sync
                            pve_replication_last_try_timestamp_seconds | last_try | Proxmox vm\
                             replication last_try
                            pve_replication_next_sync_timestamp_seconds | next_sync | Proxmox vm\
                             replication next_sync
                            pve_replication_failed_syncs | fail_count | Proxmox vm replication\
                             fail_count
                            """)
                    .in(byId(), Function.identity())
                    .build();

    static final Catalogue<Item> REPLICATION_INFO =
            byId().label("type", "`local`.", item -> item.text("type"))
                    .label("source", "From where.", item -> "node/" + item.text("source", ""))
                    .label("target", "To where.", item -> "node/" + item.text("target", ""))
                    .label("guest", "Which guest.", PveMetrics::guest)
                    .gauge("pve_replication_info", "", "Proxmox vm replication info", _ -> 1)
                    .build();

    static final List<Catalogue<?>> CATALOGUES =
            List.of(
                    RESOURCE,
                    GUEST,
                    STORAGE,
                    NODE,
                    CLUSTER,
                    VERSION,
                    REPLICATION,
                    REPLICATION_INFO);

    /// Metrics that are no row of a catalogue, with their labels.
    static final Map<Metric, List<String>> OTHERS =
            Map.of(
                    UP, List.of("id"),
                    QDEVICE_UP, List.of("id"),
                    HA_STATE, List.of("id", "state"),
                    LOCK_STATE, List.of("id", "state"),
                    NOT_BACKED_UP, List.of("id"),
                    NOT_BACKED_UP_INFO, List.of("id"),
                    ONBOOT, List.of("id", "node", "type"),
                    SUBSCRIPTION_INFO, List.of("id", "level"),
                    SUBSCRIPTION_STATUS, List.of("id", "status"),
                    SUBSCRIPTION_DUE, List.of("id"));

    private static final List<String> GUEST_HA =
            words(
                    "stopped request_stop request_start request_start_balance started fence"
                            + " recovery migrate relocate freeze error");
    private static final List<String> NODE_HA = words("online maintenance unknown fence gone");
    private static final List<String> LOCKS =
            words(
                    "backup clone create migrate rollback snapshot snapshot-delete suspended"
                            + " suspending");
    private static final List<String> SUBSCRIPTIONS =
            words("new notfound active invalid expired suspended");
    private static final Map<String, String> QDEVICE_LABELS =
            Map.of(
                    "Model", "model",
                    "Algorithm", "algorithm",
                    "QNetd host", "qnetd_host",
                    "Tie-breaker", "tie_breaker",
                    "State", "state");

    /// Names of what the exporter asks the node for that is its target, as a regular expression;
    /// `?node=0` leaves it out.
    static final String OF_NODE = "pve_(onboot_status|replication_.*|subscription_.*)";

    /// The same of what it asks the cluster for.
    static final String OF_CLUSTER =
            "pve_(up|(version|node|cluster|guest|storage)_info|storage_shared|(ha|lock)_state"
                    + "|(disk|memory|network|cpu|qdevice|not_backed_up)_.*|uptime_seconds)";

    private PveMetrics() {}

    private static String traffic(String direction) {
        String verb = direction.equals("from") ? "sent from" : "sent to";
        return "The amount of traffic in bytes that was " + verb + " the guest over the network";
    }

    private static List<String> words(String words) {
        return List.of(words.split(" ", -1));
    }

    private static Catalogue.Builder<Item> byId() {
        return Catalogue.of(Item.class).label("id", "What it is of.", item -> item.text("id"));
    }

    static String clusterId(Item item) {
        return "cluster/" + item.text("name", "");
    }

    private static @Nullable String guest(Item item) {
        return item.text("vmtype", "qemu") + "/" + item.text("guest", "");
    }

    private static @Nullable String content(Item item) {
        String content = item.text("content");
        return content == null
                ? null
                : Arrays.stream(content.split(",", -1)).sorted().collect(Collectors.joining(","));
    }

    static void up(Round round, String id, boolean up) {
        round.addLong(UP, Labels.of("id", id), up ? 1 : 0);
    }

    /// The states of a guest or node in `/cluster/resources`.
    static void states(Item item, Round round) {
        String id = item.text("id", "");
        boolean node = item.text("type", "").equals("node");
        set(round, HA_STATE, id, "state", node ? NODE_HA : GUEST_HA, item.text("hastate"));
        if (!node) {
            set(round, LOCK_STATE, id, "state", LOCKS, item.text("lock"));
        }
    }

    static void subscriptionStatus(Round round, String id, @Nullable String status) {
        set(round, SUBSCRIPTION_STATUS, id, "status", SUBSCRIPTIONS, status);
    }

    static void qdevice(Item qdevice, String id, Round round) {
        var labels = Labels.of("id", id).toMap();
        for (Map.Entry<String, JsonNode> entry : qdevice.entries()) {
            String label = QDEVICE_LABELS.get(entry.getKey());
            if (label != null) {
                labels.put(label, entry.getValue().asText());
            }
        }
        boolean connected = qdevice.text("State", "").equals("Connected");
        round.addLong(QDEVICE_UP, Labels.of("id", id), connected ? 1 : 0);
        round.addLong(QDEVICE_INFO, Labels.of(labels), 1);
    }

    private static void set(
            Round round,
            Metric metric,
            String id,
            String label,
            List<String> states,
            @Nullable String now) {
        for (String state : states) {
            round.addLong(metric, Labels.of("id", id, label, state), state.equals(now) ? 1 : 0);
        }
    }

    static List<Metric> metrics() {
        return Stream.of(
                        CATALOGUES.stream().flatMap(catalogue -> catalogue.metrics().stream()),
                        OTHERS.keySet().stream(),
                        Stream.of(QDEVICE_INFO))
                .flatMap(metrics -> metrics)
                .toList();
    }

    /// The README table.
    static String markdown() {
        return Catalogue.markdown(CATALOGUES)
                + Table.markdown(OTHERS)
                + Table.markdown(
                        Map.of(
                                QDEVICE_INFO,
                                List.of(
                                        "id",
                                        "model",
                                        "algorithm",
                                        "qnetd_host",
                                        "tie_breaker",
                                        "state")));
    }
}
