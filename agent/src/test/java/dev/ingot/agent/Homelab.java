package dev.ingot.agent;

import dev.ingot.receiver.interfaces.RecordedHost;
import dev.ingot.receiver.proxmox.PveModel;
import dev.ingot.receiver.proxmox.PveServer;
import dev.ingot.receiver.truenas.NasServer;
import dev.ingot.receiver.zfs.ZfsTree;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The whole agent in this JVM on free ports, with `homelab.yaml`: every receiver, fed each second
/// by the test servers and recordings of its module, and a bridge for each of the exporters that
/// are replaced beside the one for everything.
///
///     try (var lab = new Homelab(directory, backend.endpoint())) {
///         lab.awaitEverything();
///         … Http.get("http://127.0.0.1:" + lab.port(Homelab.Port.BRIDGE) + "/metrics") …
///     }
///
/// The targets: `nas-core` and `nas-24-10` to `nas-26` by the API, `nas01` and `nas02` (SCALE) and `nas_lan` (CORE) by
/// Graphite, `pve1.home` (three nodes) and
/// `pve2.home` (one) as clusters, `zfs-2-1` and `zfs-2-4`,
/// the recorded host `truenas` and this machine, `here`, for interfaces.
public final class Homelab implements AutoCloseable {
    /// Who listens; the names of the variables in `homelab.yaml`.
    public enum Port {
        /// Everything, with `job` and `instance`.
        BRIDGE,
        /// As [#BRIDGE], with the times of the points.
        TIMED,
        /// truenas-exporter's, 9814.
        TRUENAS,
        /// graphite_exporter's, 9108.
        GRAPHITE_BRIDGE,
        /// truenas-net-exporter's, 9551.
        NET,
        /// prometheus-pve-exporter's, 9221.
        PVE,
        /// ZFS under the names of zfs_exporter and node_exporter, Proxmox under those of
        /// bigtcze/pve-exporter, with the times of the points.
        OTHERS,
        /// The agent's own metrics, 8888.
        OWN,
        HEALTH,
        GRAPHITE,
        SYSLOG
    }

    private static final Path HOST = Path.of("../receivers/interfaces/src/test/resources/truenas");
    private static final Map<Port, List<String>> ALL =
            Map.of(
                    Port.BRIDGE,
                            List.of(
                                    "truenas_up",
                                    "pve_up",
                                    "zfs_up",
                                    "net_interface_rx_bytes_total",
                                    "net_interface_info",
                                    "system_load"),
                    Port.TRUENAS, List.of("truenas_up"),
                    Port.PVE, List.of("pve_up"),
                    Port.NET, List.of("net_interface_rx_bytes_total"),
                    Port.GRAPHITE_BRIDGE, List.of("system_load"));

    private final Map<Port, Integer> ports = new HashMap<>();
    private final Opened running = new Opened();
    private final List<ZfsTree> trees = new ArrayList<>();

    /// @param directory an empty folder with a short path
    /// @param backend the OTLP endpoint
    /// @param overrides further options, `a.b=c`
    public Homelab(Path directory, String backend, String... overrides) throws IOException {
        try {
            start(directory, backend, overrides);
        } catch (IOException | RuntimeException notWhole) {
            close();
            throw notWhole;
        }
    }

    private void start(Path directory, String backend, String... overrides) throws IOException {
        var environment = new HashMap<String, String>();
        for (Port port : Port.values()) {
            ports.put(port, otherThan(ports.values()));
            environment.put(port + "_PORT", "" + ports.get(port));
        }
        environment.put("BACKEND", backend);
        var host = RecordedHost.start(HOST, Files.createDirectory(directory.resolve("h")));
        running.add(host);
        var servers = new StringBuilder("receivers:\n  interfaces:\n");
        servers.append(host.options().indent(4));
        nas(servers.append("  truenas:\n    targets:\n"));
        String clusters = pve();
        for (String id : List.of("proxmox", "proxmox/first")) {
            servers.append("  ").append(id).append(":\n    clusters:\n").append(clusters);
        }
        zfs(servers, "zfs", "2.1", directory);
        zfs(servers, "zfs/newest", "2.4", directory);
        zfs(servers, "zfs/others", "2.2", directory);
        environment.put("SERVERS", servers.toString());
        running.add(
                RunningAgent.started(
                        List.of("../agent/src/test/resources/homelab.yaml", "env:SERVERS"),
                        List.of(overrides),
                        environment));
        running.add(new HomelabSenders(port(Port.GRAPHITE), port(Port.SYSLOG), host, trees));
    }

    private void nas(StringBuilder yaml) throws IOException {
        for (NasServer.Release release : NasServer.Release.values()) {
            NasServer nas = new NasServer(release).start();
            running.add(nas);
            yaml.append(nas.target(name(release)).indent(6));
        }
    }

    private static String name(NasServer.Release release) {
        return "nas-" + release.name().toLowerCase(Locale.ROOT).replace("v", "").replace('_', '-');
    }

    private String pve() throws IOException {
        var yaml = new StringBuilder();
        var models = Map.of("pve1.home", PveModel.three(true), "pve2.home", PveModel.alone());
        for (var cluster : models.entrySet()) {
            var pve = new PveServer(cluster.getValue());
            running.add(pve);
            yaml.append("      - name: ")
                    .append(cluster.getKey())
                    .append("\n        endpoints: ")
                    .append(pve.url())
                    .append("\n        token_id: ")
                    .append(PveServer.TOKEN)
                    .append("\n        token_secret: ")
                    .append(PveServer.SECRET)
                    .append("\n        guest_agent: true\n");
        }
        return yaml.toString();
    }

    private void zfs(StringBuilder yaml, String id, String version, Path directory)
            throws IOException {
        Path folder = Files.createDirectory(directory.resolve(id.replace('/', '-')));
        ZfsTree tree = ZfsTree.unpack(version, folder);
        trees.add(tree);
        yaml.append("  ").append(id).append(":\n    kstat_path: ").append(tree.kstats());
        yaml.append("\n    zpool: [").append(tree.zpool()).append("]");
        yaml.append("\n    zfs: [").append(tree.zfs()).append("]\n");
    }

    private static int otherThan(Collection<Integer> taken) throws IOException {
        int port = FreePorts.one();
        return taken.contains(port) ? otherThan(taken) : port;
    }

    public int port(Port port) {
        return Objects.requireNonNull(ports.get(port));
    }

    /// What a port serves at `/metrics`.
    public String metrics(Port port) throws IOException {
        return Http.get("http://127.0.0.1:" + port(port) + "/metrics").body();
    }

    /// Waits until there are series of every receiver on the bridge, and on the ports of the
    /// replaced exporters.
    public void awaitEverything() {
        Await.none("series of every receiver", Duration.ofSeconds(90), this::missing);
    }

    private List<String> missing() throws IOException {
        var missing = new ArrayList<String>();
        for (var port : ALL.entrySet()) {
            String metrics = metrics(port.getKey());
            for (String name : port.getValue()) {
                if (!metrics.contains("\n" + name + "{")) {
                    missing.add(name + " on " + port.getKey());
                }
            }
        }
        return missing;
    }

    @Override
    public void close() {
        running.close();
    }
}
