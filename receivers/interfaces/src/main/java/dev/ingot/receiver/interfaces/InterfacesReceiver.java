package dev.ingot.receiver.interfaces;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.poll.Poller;
import dev.ingot.poll.Target;
import dev.ingot.record.Origin;
import dev.ingot.record.Signal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reports the traffic of every network interface of the host, by whom it belongs to.
public final class InterfacesReceiver implements Receiver {
    public static final ComponentType<InterfacesConfig, Receiver> TYPE =
            new ComponentType<>(
                    "interfaces",
                    List.of("net"),
                    "Traffic of network interfaces, by container, virtual machine and application.",
                    Set.of(Signal.Type.METRICS),
                    InterfacesConfig::read,
                    InterfacesReceiver::new);

    private final InterfacesConfig config;
    private final Context context;
    private final HostFiles files;
    private final Known known;
    private final List<Lookup> lookups = new ArrayList<>();
    private @Nullable Thread events;
    private @Nullable Poller poller;

    InterfacesReceiver(InterfacesConfig config, Context context) {
        this.config = config;
        this.context = context;
        this.files = new HostFiles(config.procfs(), config.rootfs());
        this.known = known();
        known.mappings().forEach(mapping -> lookups.add(new Lookup(context, mapping)));
    }

    private Known known() {
        Docker docker =
                config.docker()
                        .map(socket ->
                                new Docker(
                                        socket,
                                        config.dockerRequired(),
                                        config.lookupTimeout(),
                                        files,
                                        context.logger()))
                        .orElse(null);
        boolean extended = config.dialect() == InterfacesConfig.Dialect.EXTENDED;
        return new Known(
                docker,
                config.machines().isEmpty() ? null : machines(extended),
                extended ? new Guests(files) : null,
                extended
                        ? new SystemContainers(
                                files, device -> docker != null && docker.owner(device) != null)
                        : null);
    }

    private Machines machines(boolean extended) {
        var command = new Command(files, config.lookupTimeout());
        List<MachineSource> sources =
                config.machines().stream()
                        .map(source ->
                                switch (source) {
                                    case InterfacesConfig.MIDDLEWARE ->
                                            new Middleware(files, config.lookupTimeout());
                                    case InterfacesConfig.MIDCLT -> new Midclt(command, files);
                                    case InterfacesConfig.VIRSH ->
                                            new Virsh(command, files, config.libvirtUri());
                                    default -> new QemuCommandLines(files);
                                })
                        .toList();
        return new Machines(
                sources,
                device ->
                        device.name().startsWith("vnet")
                                || device.name().startsWith("macvtap")
                                || device.name().startsWith("macvlan")
                                || (extended && device.traits().tun()));
    }

    @Override
    public synchronized void start() {
        startLookups();
        poller = poller();
        poller.start();
    }

    synchronized void startLookups() {
        lookups.forEach(Lookup::start);
        Docker docker = known.docker();
        if (docker != null) {
            events = Thread.ofVirtual().name(context.id() + "-events").start(docker::follow);
        }
    }

    /// What runs the rounds. The look-ups must have been started.
    Poller poller() {
        Naming naming =
                config.dialect() == InterfacesConfig.Dialect.EXTENDED
                        ? new ExtendedNaming(known)
                        : new TrueNasNaming(known);
        var scraper = new InterfacesScraper(config, files, naming, lookups, context);
        return new Poller(
                context,
                InterfacesMetrics.PREFIX,
                config.schedule(),
                List.of(
                        new Target(
                                "host",
                                origin(),
                                List.of(new Target.Endpoint("interfaces", scraper)))));
    }

    HostFiles files() {
        return files;
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

    private String hostName() {
        String name =
                files.isContainer()
                        ? files.line(files.inRoot("/etc/hostname"))
                        : files.line(files.procfs().resolve("sys/kernel/hostname"));
        return name == null ? "" : name;
    }

    @Override
    public synchronized void close() {
        if (poller != null) {
            poller.close();
        }
        if (events != null) {
            events.interrupt();
            try {
                events.join(context.closing());
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        lookups.forEach(lookup -> lookup.close(context.closing()));
    }
}
