package dev.ingot.exporter.otlp;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Exporter;
import dev.ingot.component.Extension;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import dev.ingot.record.Signal;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Pushes points and log records as OTLP.
///
/// Callers only copy into a batch; encoding, compressing and sending have threads of their own, two
/// for each kind of signal.
public final class OtlpExporter implements Exporter {
    /// OTLP over HTTP.
    public static final ComponentType<?, Exporter> HTTP = http(System::getenv);

    /// OTLP over gRPC.
    public static final ComponentType<?, Exporter> GRPC = grpc(System::getenv);

    /// A directory for queues that survive a restart; referred to by `sending_queue.storage`.
    public static final ComponentType<?, Extension> FILE_STORAGE = FileStorage.TYPE;

    /// A user and password that exporters refer to by `auth.authenticator`.
    public static final ComponentType<?, Extension> BASIC_AUTH = AuthExtension.BASIC;

    /// A bearer token that exporters refer to by `auth.authenticator`.
    public static final ComponentType<?, Extension> BEARER_AUTH = AuthExtension.BEARER;

    private final OtlpConfig config;
    private final Context context;
    private final Waiting waiting;
    private final System.Logger log;
    private final Complaints complaints;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Clients clients;
    private volatile @Nullable Lane<Points> points;
    private volatile @Nullable Lane<Logs> logs;

    OtlpExporter(OtlpConfig config, Context context) {
        this(config, context, Waiting.REALLY);
    }

    OtlpExporter(OtlpConfig config, Context context, Waiting waiting) {
        this.waiting = waiting;
        this.config = config;
        this.context = context;
        this.log = context.logger();
        this.clients = new Clients(config, log);
        this.complaints = new Complaints(log, context.clock());
    }

    static ComponentType<OtlpConfig, Exporter> http(OtlpDefaults.Lookup environment) {
        var defaults = new OtlpDefaults(environment);
        return new ComponentType<>(
                "otlp_http",
                List.of("otlphttp"),
                "Pushes OTLP over HTTP.",
                EnumSet.allOf(Signal.Type.class),
                section -> OtlpConfig.readHttp(section, defaults),
                _ -> List.of(),
                OtlpExporter::extensions,
                OtlpExporter::new);
    }

    static ComponentType<OtlpConfig, Exporter> grpc(OtlpDefaults.Lookup environment) {
        var defaults = new OtlpDefaults(environment);
        return new ComponentType<>(
                "otlp_grpc",
                List.of("otlp"),
                "Pushes OTLP over gRPC.",
                EnumSet.allOf(Signal.Type.class),
                section -> OtlpConfig.readGrpc(section, defaults),
                _ -> List.of(),
                OtlpExporter::extensions,
                OtlpExporter::new);
    }

    private static List<String> extensions(OtlpConfig config) {
        return Stream.of(config.queue().storage(), config.auth().authenticator())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    @Override
    public void start() throws IOException {
        Map<String, Outage> outages = new HashMap<>();
        var metricsLane =
                lane(
                        Signal.Type.METRICS,
                        Freight.POINTS,
                        new OtlpMetricsEncoder(config.identity()),
                        outages);
        var logsLane = lane(Signal.Type.LOGS, Freight.LOGS, new OtlpLogsEncoder(), outages);
        metricsLane.start();
        logsLane.start();
        points = metricsLane;
        logs = logsLane;
    }

    private <S extends Signal> Lane<S> lane(
            Signal.Type type, Freight<S> freight, Encoding<S> encoding, Map<String, Outage> outages)
            throws IOException {
        EndpointConfig endpoint = config.endpoints().get(type);
        if (endpoint == null) {
            throw new IOException("cannot send " + type.pipeline() + ": no endpoint is set");
        }
        var outage = outages.computeIfAbsent(endpoint.url().getRawAuthority(), _ -> outage());
        var lane =
                new LaneContext(
                        log,
                        context.tally(),
                        context.clock(),
                        complaints,
                        outage,
                        new Stock(),
                        waiting,
                        closing);
        Wire wire =
                switch (config.protocol()) {
                    case HTTP -> new HttpWire(endpoint, config.retry(), context.clock());
                    case GRPC -> new GrpcWire(endpoint);
                };
        var destination =
                new Destination(
                        clients.open(endpoint),
                        endpoint,
                        wire,
                        AuthExtension.resolve(config.auth(), context));
        return new Lane<>(
                context.id(),
                type,
                freight,
                encoding,
                queue(type, lane),
                destination,
                config,
                lane);
    }

    private RequestQueue queue(Signal.Type type, LaneContext lane) throws IOException {
        String storage = config.queue().storage();
        if (storage.isEmpty()) {
            return new MemoryQueue(lane.stock());
        }
        if (context.extensions().get(storage) instanceof FileStorage files) {
            return files.queue(context.id(), type, lane);
        }
        throw new IOException(
                "cannot keep the queue in `"
                        + storage
                        + "`: there is no `file_storage` extension of that id in"
                        + " `service.extensions`");
    }

    private Outage outage() {
        String consequence =
                "keeping up to " + (config.queue().bytesLimit() >> 20) + " MiB and trying again";
        return new Outage(log, context.clock(), consequence);
    }

    @Override
    public Verdict accept(Signal signal, WhenFull whenFull) {
        return switch (signal) {
            case Points more -> accept(points, more, whenFull);
            case Logs more -> accept(logs, more, whenFull);
        };
    }

    private static <S extends Signal> Verdict accept(
            @Nullable Lane<S> lane, S signal, WhenFull whenFull) {
        return lane == null
                ? new Verdict.Refused("the exporter is not running")
                : lane.accept(signal, whenFull);
    }

    /// Sends what is left, one try for each request, for as long as the context says; counts what
    /// could not be sent.
    @Override
    public void close() {
        long deadline = System.nanoTime() + context.closing().toNanos();
        Lane<Points> pointsLane = points;
        Lane<Logs> logsLane = logs;
        points = null;
        logs = null;
        closing.countDown();
        for (Lane<?> lane : lanes(pointsLane, logsLane)) {
            lane.beginClose();
        }
        for (Lane<?> lane : lanes(pointsLane, logsLane)) {
            lane.endClose(deadline);
        }
        clients.close();
    }

    private static List<Lane<?>> lanes(@Nullable Lane<?> first, @Nullable Lane<?> second) {
        return first == null || second == null ? List.of() : List.of(first, second);
    }
}
