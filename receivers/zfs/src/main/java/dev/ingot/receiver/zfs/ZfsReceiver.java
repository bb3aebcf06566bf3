package dev.ingot.receiver.zfs;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.poll.Poller;
import dev.ingot.poll.Repeated;
import dev.ingot.poll.Target;
import dev.ingot.record.Origin;
import dev.ingot.record.Signal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reports ZFS of this machine.
public final class ZfsReceiver implements Receiver {
    public static final ComponentType<ZfsConfig, Receiver> TYPE =
            new ComponentType<>(
                    "zfs",
                    List.of(),
                    "ZFS of this machine: caches, pools, devices, scrubs and datasets.",
                    Set.of(Signal.Type.METRICS),
                    ZfsConfig::read,
                    ZfsReceiver::new);

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final ZfsConfig config;
    private final Poller poller;

    ZfsReceiver(ZfsConfig config, Context context) {
        this(config, context, ZoneId.systemDefault());
    }

    /// @param zone of the times that `zpool status` prints as text
    ZfsReceiver(ZfsConfig config, Context context, ZoneId zone) {
        this.config = config;
        var tree = new KstatTree(config.kstatPath());
        var endpoints = new ArrayList<Target.Endpoint>();
        endpoints.add(new Target.Endpoint("kstat", new KstatScraper(config, tree)).asScout());
        endpoints.add(new Target.Endpoint("pools", new PoolScraper(config, tree, context.tally())));
        if (!config.zpool().isEmpty()) {
            endpoints.addAll(zpool(context.id(), zone));
        }
        if (config.speaks(Dialect.ZFS_EXPORTER)
                && config.datasets()
                && !config.zfsList().command().isEmpty()) {
            var zfs = new Zpool(context.id(), config.zfsList().command());
            var datasets = new DatasetScraper(config, zfs, context.tally());
            endpoints.add(
                    new Target.Endpoint(
                            "zfs_list", new Repeated(config.statusEveryRounds(), datasets)));
        }
        poller =
                new Poller(
                        context,
                        ZfsMetrics.PREFIX,
                        config.schedule(),
                        List.of(new Target("host", origin(), endpoints)));
    }

    private List<Target.Endpoint> zpool(String id, ZoneId zone) {
        var endpoints = new ArrayList<Target.Endpoint>();
        endpoints.add(
                new Target.Endpoint(
                        "zpool_list", new ListScraper(config, new Zpool(id, config.zpool()))));
        if (config.speaks(Dialect.INGOT)) {
            endpoints.add(
                    new Target.Endpoint(
                            "zpool_status",
                            new Repeated(
                                    config.statusEveryRounds(),
                                    new StatusScraper(new Zpool(id, config.zpool()), zone))));
        }
        return endpoints;
    }

    private Origin origin() {
        String host = config.instance().isEmpty() ? hostName() : config.instance();
        return Origin.of(
                Resource.create(
                        Attributes.builder()
                                .put("service.name", config.job())
                                .put("service.instance.id", host)
                                .put("host.name", host)
                                .build()));
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME, StandardCharsets.UTF_8).strip();
        } catch (IOException unknown) {
            return "";
        }
    }

    /// Runs one round on the calling thread.
    void round() throws InterruptedException {
        poller.round();
    }

    @Override
    public void start() {
        poller.start();
    }

    @Override
    public void close() {
        poller.close();
    }
}
