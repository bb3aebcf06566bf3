package dev.ingot.bench.proxmox;

import dev.ingot.bench.load.Collector;
import dev.ingot.bench.load.Flags;
import dev.ingot.bench.load.Usage;
import dev.ingot.receiver.proxmox.Calls;
import dev.ingot.receiver.proxmox.PveModel;
import dev.ingot.receiver.proxmox.PveServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a cluster of Proxmox VE that takes its time for each answer, has the agent scrape it with
/// the options that are the default, and says of each scrape, the first one in a cold agent too:
/// the time, the calls, and the most calls of a node within any second. Then the agent's memory,
/// with the large cluster and with one of three nodes.
///
/// Run by `bench/proxmox`. Ends with 1 where a limit is broken.
public final class ProxmoxLoad {
    private static final Duration LONGEST_SCRAPE = Duration.ofSeconds(2);
    private static final int MOST_CALLS = 10;
    private static final long MOST_MEBIBYTES = 150;
    private static final Pattern DURATION =
            Pattern.compile("proxmox_scrape_duration_seconds\\{.*} (\\S+)");
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "--nodes", "50",
                    "--guests", "2000",
                    "--delay", "20",
                    "--rounds", "4",
                    "--interval", "4",
                    "--port", "29221");

    /// What came of a run.
    ///
    /// @param scrapes from the first call to the last answer, as the cluster saw it
    /// @param own the time of the last scrape by the agent's own account
    /// @param points on the bridge
    record Result(
            List<Calls.Scrape> scrapes, Duration own, long points, int mostCalls, Usage usage) {
        long mebibytes() {
            return usage.peakKibibytes() / 1024;
        }

        boolean isWithin(long mebibytesBefore) {
            return mostCalls <= MOST_CALLS
                    && mebibytes() - mebibytesBefore < MOST_MEBIBYTES
                    && scrapes.stream()
                            .allMatch(scrape -> scrape.took().compareTo(LONGEST_SCRAPE) < 0);
        }

        void print() {
            for (int i = 0; i < scrapes.size(); i++) {
                Calls.Scrape scrape = scrapes.get(i);
                System.out.printf(
                        Locale.ROOT,
                        "scrape %d  %,5d ms, %,5d calls%n",
                        i + 1,
                        scrape.took().toMillis(),
                        scrape.calls());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d points; the last scrape by the agent's account %,d ms; most calls of a node"
                            + " in any second %d; the agent's cpu %.1f s, peak resident %d MiB%n",
                    points,
                    own.toMillis(),
                    mostCalls,
                    usage.cpu().toMillis() / 1e3,
                    mebibytes());
        }
    }

    private ProxmoxLoad() {}

    /// @param args `--nodes`, `--guests`, `--delay` in milliseconds, `--rounds`, `--interval` in
    ///   seconds, `--port` of the bridge, `--agent PATH`, `--peer COMMAND`
    public static void main(String[] args) throws Exception {
        Flags flags = Flags.parse(DEFAULTS, List.of(args));
        System.out.println("three nodes");
        Result small = run(flags, PveModel.three(true), 2);
        small.print();
        System.out.println("warm-up of the cluster that is played");
        run(flags, large(flags), 1).print();
        System.out.printf("%s nodes, %s guests%n", flags.text("--nodes"), flags.text("--guests"));
        Result large = run(flags, large(flags), flags.number("--rounds"));
        large.print();
        System.out.printf("%d MiB more%n", large.mebibytes() - small.mebibytes());
        System.exit(large.isWithin(small.mebibytes()) ? 0 : 1);
    }

    static PveModel large(Flags flags) {
        return PveModel.large(flags.number("--nodes"), flags.number("--guests"));
    }

    static Flags flags(List<String> args) {
        return Flags.parse(DEFAULTS, args);
    }

    static Result run(Flags flags, PveModel model, int rounds) throws Exception {
        try (var server = new PveServer(model)) {
            server.delay(Duration.ofMillis(flags.number("--delay")));
            try (var agent = Collector.start(flags, config(flags, server), Map.of())) {
                agent.await(flags.number("--port"));
                while (server.calls().scrapes().size() < rounds) {
                    agent.requireAlive();
                    Thread.sleep(100);
                }
                List<Calls.Scrape> scrapes = server.calls().scrapes();
                Usage usage = agent.usage();
                String text = fetch(flags.number("--port"));
                return new Result(
                        scrapes,
                        own(text),
                        text.lines().filter(line -> !line.startsWith("#")).count(),
                        server.calls().mostOfANodeInASecond(),
                        usage);
            }
        }
    }

    private static String config(Flags flags, PveServer server) {
        return """
        receivers:
          proxmox:
            collection_interval: %ss
            clusters:
              - {name: large, endpoints: %s, token_id: "%s", token_secret: %s}
        exporters:
          prometheus: {endpoint: "127.0.0.1:%s"}
        service:
          telemetry: {metrics: {level: none}}
          pipelines:
            metrics: {receivers: [proxmox], exporters: [prometheus]}
        """
                .formatted(
                        flags.text("--interval"),
                        server.url(),
                        PveServer.TOKEN,
                        PveServer.SECRET,
                        flags.text("--port"));
    }

    private static Duration own(String exposition) {
        var seconds = new ArrayList<Double>();
        exposition
                .lines()
                .map(DURATION::matcher)
                .filter(Matcher::matches)
                .forEach(line -> seconds.add(Double.valueOf(line.group(1))));
        double sum = seconds.stream().mapToDouble(Double::doubleValue).sum();
        return Duration.ofNanos((long) (sum * 1e9));
    }

    private static String fetch(int port) throws IOException, InterruptedException {
        var metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(metrics).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
