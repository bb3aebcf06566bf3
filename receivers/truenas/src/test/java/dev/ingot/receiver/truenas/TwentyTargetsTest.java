package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.ingot.record.Points;
import dev.ingot.testkit.Await;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What twenty targets cost, with the servers in a process of their own: a connection and a login
/// each, and no more. The CPU time is printed, since what is asserted must not depend on what else
/// the machine does.
///
/// Rounds run one after the other, without the waits between them, while the clock by which answers
/// are kept moves on by an interval each; so a round costs what it costs in an agent. The share of
/// a core is the CPU time of a round by the interval.
class TwentyTargetsTest {
    private static final int TARGETS = 20;
    private static final int ROUNDS = 12;
    private static final int WARM_UP = 8;
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final AtomicLong nanos = new AtomicLong();
    @TempDir Path directory;

    @Test
    void twentyTargetsHoldAConnectionEachAndLogInOnce() throws Exception {
        Path output = directory.resolve("servers.yaml");
        Process servers =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                NasProgram.class.getName(),
                                "25.10",
                                "0",
                                String.valueOf(TARGETS),
                                "tls")
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            Await.until("the servers", START, () -> Files.readString(output).endsWith("# ready\n"));
            TrueNasConfig config =
                    new Written(patient(Files.readString(output)))
                            .yaml()
                            .read(root ->
                                    root.section(
                                            "receivers",
                                            "",
                                            in -> in.section("truenas", "", TrueNasConfig::read)));
            assertThat(config.targets()).hasSize(TARGETS);
            try (var rig = new Rig(nanos::get, config.targets().toArray(TargetConfig[]::new))) {
                rounds(rig, WARM_UP);
                long before = cpuNanos();
                rounds(rig, ROUNDS);
                Duration round = Duration.ofNanos((cpuNanos() - before) / ROUNDS);
                double core = (double) round.toNanos() / INTERVAL.toNanos();
                System.getLogger("truenas")
                        .log(
                                Level.INFO,
                                "a round of {0} targets takes {1} us of CPU, {2} % of a core",
                                TARGETS,
                                round.toNanos() / 1000,
                                100 * core);
                assertThat(up(rig)).isEqualTo(TARGETS * (WARM_UP + ROUNDS));
                assertThat(connections(servers.pid())).isEqualTo(TARGETS);
                assertThat(rig.telemetry.text()).contains("result=accepted} " + TARGETS + "\n");
            }
        } finally {
            servers.destroyForcibly().waitFor();
        }
    }

    /// Without a time limit that only a slow machine would meet.
    private static String patient(String yaml) {
        return yaml.replace("    targets:", "    timeout: 5m\n    targets:");
    }

    private void rounds(Rig rig, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            nanos.addAndGet(INTERVAL.toNanos());
            rig.receiver.round();
        }
    }

    /// How often a round has said of a target that it answers.
    private static int up(Rig rig) {
        Points all = rig.recorder.points();
        int up = 0;
        for (int i = 0; i < all.size(); i++) {
            boolean says = all.series(i).metric().name().equals("truenas_up");
            up += says && all.value(i) == 1 ? 1 : 0;
        }
        return up;
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /// The sockets of a process, without those that listen.
    private static long connections(long pid) throws Exception {
        List<String> own = new ArrayList<>();
        try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith("socket:[")) {
                    own.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        long established = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+", -1);
                established += columns[3].equals("01") && own.contains(columns[9]) ? 1 : 0;
            }
        }
        return established;
    }
}
