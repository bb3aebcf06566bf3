package dev.ingot.receiver.truenas;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.component.Storage;
import dev.ingot.poll.Poller;
import dev.ingot.poll.Schedule;
import dev.ingot.poll.Target;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Signal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Reads TrueNAS systems through their API. Every target has its own connection and its own poller,
/// so that one that hangs delays no other.
public final class TrueNasReceiver implements Receiver {
    public static final ComponentType<TrueNasConfig, Receiver> TYPE =
            new ComponentType<>(
                    "truenas",
                    List.of(),
                    "Reads TrueNAS systems through their API: replication, apps, VMs, pools, disks,"
                            + " alerts, tasks.",
                    Set.of(Signal.Type.METRICS, Signal.Type.LOGS),
                    TrueNasConfig::read,
                    _ -> List.of(),
                    config -> config.storage().isEmpty() ? List.of() : List.of(config.storage()),
                    TrueNasReceiver::new);

    /// What the names of the poller's gauges begin with.
    static final String PREFIX = "truenas";

    /// How often the agent has logged in, by result: `accepted`, `refused`, `failed`.
    static final Metric LOGINS =
            Metric.counter(
                    "ingot_truenas_logins_total",
                    "",
                    "Attempts to connect and log in to a NAS, by result.");

    private final TrueNasConfig config;
    private final Context context;
    private final LongSupplier nanoTime;
    private final List<Poller> pollers = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Connector> connectors = new ArrayList<>();

    TrueNasReceiver(TrueNasConfig config, Context context) {
        this(config, context, System::nanoTime);
    }

    /// @param nanoTime by which connections are tried again and answers are asked for again
    TrueNasReceiver(TrueNasConfig config, Context context, LongSupplier nanoTime) {
        this.config = config;
        this.context = context;
        this.nanoTime = nanoTime;
    }

    /// Prints the configuration that serves what truenas-exporter served with a file of its own.
    ///
    /// @throws IOException in the form `cannot import FILE: …`
    public static void importConfig(Path file, PrintStream out) throws IOException {
        ExporterImport.print(file, out);
    }

    @Override
    public synchronized void start() throws IOException {
        open();
        pollers.forEach(Poller::start);
    }

    /// Makes ready without asking anything yet.
    synchronized void open() throws IOException {
        Path memory = memory();
        int number = 0;
        for (TargetConfig target : config.targets()) {
            pollers.add(poller(target, number++, memory));
        }
    }

    /// Where to remember what must survive a restart; null where nothing must.
    private @Nullable Path memory() throws IOException {
        String id = config.storage();
        if (id.isEmpty()) {
            return null;
        }
        if (context.extensions().get(id) instanceof Storage storage) {
            return storage.folder(context.id());
        }
        throw new IOException(
                "cannot remember alerts in `" + id + "`: it is no `file_storage` extension");
    }

    /// Runs one round of every target on the calling thread; after [#open], instead of [#start].
    void round() throws InterruptedException {
        for (Poller poller : List.copyOf(pollers)) {
            poller.round();
        }
    }

    private Poller poller(TargetConfig target, int number, @Nullable Path memory)
            throws IOException {
        var connector = new Connector(target, context.id() + "-" + target.name(), context.logger());
        connectors.add(connector);
        var session =
                new Session(
                        target.name(),
                        connector::open,
                        new BackOff(
                                target.reconnect().first(), target.reconnect().longest(), nanoTime),
                        nanoTime,
                        result -> context.tally().with("result", result).add(LOGINS, 1),
                        context.logger());
        sessions.add(session);
        var nas =
                new Nas(
                        target.name(),
                        origin(target.name()),
                        session,
                        context,
                        nanoTime,
                        target.schedule().interval(),
                        memory);
        List<Target.Endpoint> endpoints =
                Collector.ALL.stream()
                        .filter(collector -> target.collectors().contains(collector.name()))
                        .map(collector -> collector.of(nas))
                        .toList();
        var one =
                new Target(
                        target.name(), nas.origin(), Labels.of("host", target.name()), endpoints);
        return new Poller(context, PREFIX, staggered(target.schedule(), number), List.of(one));
    }

    private static Origin origin(String host) {
        return Origin.of(
                Resource.create(
                        Attributes.builder()
                                .put("service.name", PREFIX)
                                .put("service.instance.id", host)
                                .put("host.name", host)
                                .build()));
    }

    /// The targets begin one after the other, spread over the interval.
    private Schedule staggered(Schedule schedule, int number) {
        Duration later =
                schedule.interval().multipliedBy(number).dividedBy(config.targets().size());
        return new Schedule(
                schedule.interval(), schedule.initialDelay().plus(later), schedule.timeout());
    }

    @Override
    public synchronized void close() {
        var closing = new ArrayList<Thread>();
        pollers.forEach(poller -> closing.add(Thread.startVirtualThread(poller::close)));
        try {
            for (Thread thread : closing) {
                thread.join(context.closing());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        sessions.forEach(Session::close);
        connectors.forEach(Connector::close);
        pollers.clear();
        sessions.clear();
        connectors.clear();
    }
}
