package dev.ingot.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the packaged agent, again and again, while Graphite lines stream in and a backend that is
/// away now and then takes them.
///
/// The agent acknowledges a point by counting it in `ingot_exporter_enqueued_total`. One connection
/// keeps the order, so a count of n means the first n points of that run.
class CrashIT {
    private static final int ROUNDS = 50;
    private static final int POINTS_A_ROUND = 200_000;
    private static final long FIRST_SECOND = 1_600_000_000;
    private static final Path LAUNCHER = Path.of("target/ingot/bin/ingot");
    private static final Pattern ENQUEUED =
            Pattern.compile("ingot_exporter_enqueued_total\\{[^}]*metrics[^}]*} (\\d+)");

    @TempDir private Path directory = Path.of("");

    /// A run of the agent that was killed.
    ///
    /// @param acknowledged how many points it had acknowledged when it was last asked
    private record Killed(int first, int acknowledged) {}

    private int graphite;
    private int own;
    private String jvmOptions = "";

    @Test
    void acknowledgedPointsArriveWholeWhenTheAgentIsKilled() throws Exception {
        long seed = Long.getLong("seed", 20261121);
        graphite = FreePorts.one();
        own = FreePorts.one();
        try (var backend = new NumberedBackend(new Random(seed), FIRST_SECOND)) {
            killAgainAndAgain(backend, new Random(seed));
        } catch (AssertionError broken) {
            throw new AssertionError("under -Dseed=" + seed + ": " + broken.getMessage(), broken);
        }
    }

    private void killAgainAndAgain(NumberedBackend backend, Random random) throws Exception {
        Path config = config(backend);
        startFastFromNowOn(config);
        List<Killed> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(runAndKill(config, round * POINTS_A_ROUND, random));
        }
        drain(config, backend);
        for (Killed round : rounds) {
            assertThat(backend.withoutGapFrom(round.first))
                    .as("acknowledged in %s of %s", round, rounds)
                    .isGreaterThanOrEqualTo(round.acknowledged);
        }
        backend.assertAllWhole();
        assertThat(backend.repeatedRequests()).isLessThanOrEqualTo(ROUNDS);
        int acknowledged = rounds.stream().mapToInt(Killed::acknowledged).sum();
        assertThat(acknowledged).as("under load").isGreaterThan(ROUNDS * 100);
        System.out.printf(
                "%d rounds: %d points acknowledged, %d arrived, %d requests again%n",
                ROUNDS, acknowledged, backend.arrivedPoints(), backend.repeatedRequests());
    }

    private Path config(NumberedBackend backend) throws IOException {
        String yaml =
                """
                receivers:
                  graphite: {tcp: {endpoint: "127.0.0.1:%d"}}
                exporters:
                  otlp_http:
                    endpoint: %s
                    retry_on_failure: {initial_interval: 5ms, max_interval: 20ms}
                    sending_queue: {storage: file_storage, batch: {max_size: 200}}
                extensions:
                  file_storage: {directory: "%s", fsync: never}
                service:
                  extensions: [file_storage]
                  telemetry: {metrics: {address: "127.0.0.1:%d"}}
                  pipelines:
                    metrics: {receivers: [graphite], exporters: [otlp_http]}
                """
                        .formatted(graphite, backend.endpoint(), directory.resolve("queue"), own);
        return Files.writeString(directory.resolve("ingot.yaml"), yaml);
    }

    /// Lets one agent leave its loaded classes for the others: starting up is most of this test.
    private void startFastFromNowOn(Path config) throws Exception {
        Path cache = directory.resolve("classes.aot");
        jvmOptions = "-XX:TieredStopAtLevel=1 -XX:AOTCacheOutput=" + cache;
        Process agent = start(config);
        try {
            Await.until("the start", () -> Files.readString(said()).contains(" started"));
            agent.destroy();
            assertThat(agent.waitFor()).isZero();
        } finally {
            agent.destroyForcibly();
        }
        assertThat(cache).isNotEmptyFile();
        Files.delete(said());
        jvmOptions = "-XX:TieredStopAtLevel=1 -XX:AOTCache=" + cache;
    }

    private Process start(Path config) throws IOException {
        var builder =
                new ProcessBuilder(LAUNCHER.toString(), "run", "--config", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(said().toFile()));
        builder.environment().put("INGOT_JAVA_OPTS", jvmOptions);
        return builder.start();
    }

    private Path said() {
        return directory.resolve("said");
    }

    /// One run in ten is killed while it starts, the others after their first acknowledgement.
    private Killed runAndKill(Path config, int first, Random random) throws Exception {
        Process agent = start(config);
        int acknowledged = 0;
        try {
            if (random.nextInt(10) == 0) {
                boolean _ = agent.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
            } else {
                Thread load = load(connect(), first);
                Await.until("an acknowledgement: " + Files.readString(said()), () -> asked() > 0);
                long end = System.nanoTime() + random.nextInt(150) * 1_000_000L;
                do {
                    acknowledged = asked();
                    LockSupport.parkNanos(2_000_000);
                } while (System.nanoTime() < end);
                agent.destroyForcibly();
                load.join();
            }
        } finally {
            agent.destroyForcibly();
        }
        assertThat(agent.waitFor()).as(Files.readString(said())).isEqualTo(128 + 9);
        return new Killed(first, acknowledged);
    }

    private Socket connect() {
        var connection = new Socket[1];
        Await.until(
                "the agent to listen",
                () -> {
                    connection[0] = new Socket(InetAddress.getLoopbackAddress(), graphite);
                    return true;
                });
        return connection[0];
    }

    /// Writes numbered points until the agent is gone, twenty in a millisecond.
    private static Thread load(Socket connection, int first) {
        return Thread.ofVirtual()
                .start(() -> {
                    try (connection;
                            var out = connection.getOutputStream()) {
                        var lines = new StringBuilder();
                        for (int i = first; i < first + POINTS_A_ROUND; i++) {
                            lines.append("crash.test ").append(i).append(' ');
                            lines.append(FIRST_SECOND + i).append('\n');
                            if (i % 20 == 19) {
                                out.write(lines.toString().getBytes(US_ASCII));
                                lines.setLength(0);
                                LockSupport.parkNanos(1_000_000);
                            }
                        }
                        int _ = connection.getInputStream().read();
                    } catch (IOException killed) {
                        // that is what the test is about
                    }
                });
    }

    private String ownMetrics() throws IOException {
        return Http.get("http://127.0.0.1:" + own + "/metrics").body();
    }

    private int asked() throws IOException {
        var count = ENQUEUED.matcher(ownMetrics());
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    /// Runs the agent until it has sent everything that the others have left.
    private void drain(Path config, NumberedBackend backend) throws Exception {
        backend.calmDown();
        Process agent = start(config);
        try {
            Await.until(
                    "an empty queue; " + Files.readString(said()),
                    Duration.ofMinutes(1),
                    () ->
                            ownMetrics()
                                    .lines()
                                    .anyMatch(line ->
                                            line.startsWith("otelcol_exporter_queue_size{")
                                                    && line.contains("metrics")
                                                    && line.endsWith(" 0")));
            assertThat(ownMetrics()).doesNotContain("reason=\"corrupt\"");
            agent.destroy();
            assertThat(agent.waitFor()).isZero();
        } finally {
            agent.destroyForcibly();
        }
        assertThat(said()).content().doesNotContain("damaged").doesNotContain("cannot read");
    }
}
