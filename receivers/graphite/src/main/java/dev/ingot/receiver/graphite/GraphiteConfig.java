package dev.ingot.receiver.graphite;

import dev.ingot.component.Claim;
import dev.ingot.config.Section;
import dev.ingot.net.TcpServer;
import dev.ingot.net.TlsServerConfig;
import dev.ingot.net.UdpServer;
import dev.ingot.record.Origin;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of the receiver.
///
/// The OpenTelemetry Collector's carbon receiver has `endpoint` and `transport` and so listens on
/// one; `tcp` and `udp` are how both are had with options of their own. With none of them, both
/// listen on localhost.
record GraphiteConfig(
        Optional<TcpServer.Options> tcp,
        Optional<UdpServer.Options> udp,
        Optional<TcpServer.Options> pickle,
        int maxLine,
        int maxSeries,
        Networks allow,
        Mappings mappings,
        Duration sampleExpiry,
        Origin origin) {

    private static final String ADDRESS = "localhost:2003";
    private static final String PICKLE_ADDRESS = "localhost:2004";
    private static final String IDLE_TIMEOUT = "10m";
    private static final int CONNECTIONS = 1000;
    private static final int MAX_DATAGRAM = 65_535;
    private static final long RECEIVE_BUFFER = 4 << 20;
    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

    static GraphiteConfig read(Section in) {
        InetSocketAddress endpoint =
                in.address(
                        "endpoint",
                        ADDRESS,
                        "Where to listen with `transport`: the OpenTelemetry Collector's form. "
                                + "Without it, `tcp` and `udp` say where; with none of the three,"
                                + " both listen here.");
        Transport transport =
                in.choice("transport", Transport.TCP, "What `endpoint` is: `tcp` or `udp`.");
        Duration idle =
                in.duration(
                        "tcp_idle_timeout",
                        IDLE_TIMEOUT,
                        "With `endpoint`: a connection that is silent for this long is closed;"
                                + " 0 waits for ever.");
        List<MappingRule> parserRules =
                in.section("parser", "The Collector's choice of parser.", ParserConfig::read);
        Optional<TcpServer.Options> tcp =
                in.optional("tcp", "Listen on TCP.", options -> readTcp(options, ADDRESS));
        Optional<UdpServer.Options> udp =
                in.optional("udp", "Listen on UDP.", GraphiteConfig::readUdp);
        Optional<TcpServer.Options> pickle =
                in.optional(
                        "pickle",
                        "Listen for carbon's pickle protocol too.",
                        options -> readTcp(options, PICKLE_ADDRESS));
        boolean single = in.has("endpoint") || in.has("transport");
        boolean sections = tcp.isPresent() || udp.isPresent();
        in.require(
                !(single && sections),
                in.has("endpoint") ? "endpoint" : "transport",
                "stands alone; with `tcp` or `udp`, give each an `endpoint` of its own");
        if (!sections && !(single && transport == Transport.UDP)) {
            tcp = Optional.of(new TcpServer.Options(endpoint, Optional.empty(), CONNECTIONS, idle));
        }
        if (!sections && !(single && transport == Transport.TCP)) {
            udp = Optional.of(new UdpServer.Options(endpoint, MAX_DATAGRAM, RECEIVE_BUFFER, 1));
        }
        return new GraphiteConfig(
                tcp,
                udp,
                pickle,
                readMaxLine(in),
                readMaxSeries(in),
                readAllow(in),
                readMappings(in).after(parserRules),
                readSampleExpiry(in),
                readOrigin(in));
    }

    private static TcpServer.Options readTcp(Section in, String address) {
        return new TcpServer.Options(
                in.address("endpoint", address, "Where to listen."),
                in.optional("tls", "Listen with TLS.", TlsServerConfig::read),
                (int)
                        in.number(
                                "max_connections",
                                CONNECTIONS,
                                1,
                                1_000_000,
                                "One more is closed at once and counted."),
                in.duration(
                        "idle_timeout",
                        IDLE_TIMEOUT,
                        "A connection that is silent for this long is closed; 0 waits for ever."));
    }

    private static UdpServer.Options readUdp(Section in) {
        return new UdpServer.Options(
                in.address("endpoint", ADDRESS, "Where to listen."),
                MAX_DATAGRAM,
                in.bytes(
                        "receive_buffer",
                        "4MiB",
                        "What the kernel keeps while the agent is busy; limited by"
                                + " `net.core.rmem_max`."),
                (int) in.number("readers", 1, 1, 64, "Sockets and threads that share the port."));
    }

    private static int readMaxLine(Section in) {
        long bytes = in.bytes("max_line_length", "64KiB", "A longer line is skipped and counted.");
        in.require(bytes >= 64 && bytes <= 16 << 20, "max_line_length", "is 64 bytes to 16MiB");
        return Math.clamp(bytes, 64, 16 << 20);
    }

    private static int readMaxSeries(Section in) {
        return (int)
                in.number(
                        "max_series",
                        1_000_000,
                        1,
                        100_000_000,
                        "How many paths are known at once; lines with further ones are rejected.");
    }

    private static Networks readAllow(Section in) {
        List<String> problems = new ArrayList<>();
        List<String> texts =
                in.texts(
                        "allow",
                        List.of(),
                        "Networks that senders may be in, such as `10.0.0.0/8`; unset means"
                                + " everybody.");
        Networks networks = Networks.read(texts, problems);
        problems.forEach(problem -> in.require(false, "allow", problem));
        return networks;
    }

    private static Mappings readMappings(Section in) {
        List<String> problems = new ArrayList<>();
        List<String> files =
                in.texts(
                        "mapping",
                        List.of("truenas-core", "truenas-scale"),
                        "Mapping files, tried in this order: paths, or the built-in `truenas-core`,"
                                + " `truenas-scale` and `supporterino`; `[]` maps nothing.");
        boolean strict =
                in.flag("strict_match", false, "Drop and count samples that no rule matches.");
        Mappings mappings = Mappings.read(files, strict, problems);
        problems.forEach(problem -> in.require(false, "mapping", problem));
        return mappings;
    }

    private static Duration readSampleExpiry(Section in) {
        return in.duration(
                "sample_expiry",
                "5m",
                "A series without a sample for this long, counted from receipt, ends; a rule's"
                        + " `ttl` has precedence, 0 is never.");
    }

    private static Origin readOrigin(Section in) {
        String service =
                in.text(
                        "service_name",
                        "graphite",
                        "The resource's `service.name`: the label `job` in Prometheus.");
        Map<String, String> more = in.map("resource", "Further resource attributes.");
        var attributes = Attributes.builder();
        attributes.put(SERVICE_NAME, service);
        more.forEach(attributes::put);
        return Origin.of(Resource.create(attributes.build()));
    }

    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        tcp.ifPresent(options -> claims.add(Claim.tcp(options.address())));
        udp.ifPresent(options -> claims.add(Claim.udp(options.address())));
        pickle.ifPresent(options -> claims.add(Claim.tcp(options.address())));
        return claims;
    }

    enum Transport {
        TCP,
        UDP
    }
}
