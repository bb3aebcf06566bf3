package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.telemetry.Tally;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose process runs out of file descriptors.
class DescriptorsTest {
    private static final Pattern PORT = Pattern.compile("port (\\d+)");
    private static final Pattern CPU = Pattern.compile("cpu (\\d+) ms");

    /// An echo server that says its port, and how much CPU time the process has used whenever it is
    /// asked by a `?`.
    static final class Child {
        private Child() {}

        static void main() throws Exception {
            var context =
                    new Context(
                            "toy",
                            InstantSource.system(),
                            Tally.standalone(),
                            Duration.ofSeconds(1));
            // The first line opens files; the later ones must do without.
            context.logger().log(System.Logger.Level.INFO, "starting");
            var any = new InetSocketAddress("127.0.0.1", 0);
            var options = new TcpServer.Options(any, Optional.empty(), 10_000, Duration.ZERO);
            try (var server = new TcpServer(context, "tcp", options, Child::serve)) {
                server.start();
                System.out.println("port " + server.address().getPort());
                Thread.currentThread().join();
            }
        }

        private static void serve(Connection connection) throws IOException {
            for (int b = connection.in().read(); b >= 0; b = connection.in().read()) {
                if (b == '?') {
                    System.out.println("cpu " + cpuMillis() + " ms");
                }
                connection.out().write(b);
            }
        }

        private static long cpuMillis() {
            var system =
                    (com.sun.management.OperatingSystemMXBean)
                            ManagementFactory.getOperatingSystemMXBean();
            return system.getProcessCpuTime() / 1_000_000;
        }
    }

    @Test
    void acceptingGoesOnOnceThereAreDescriptorsAgainAndDoesNotSpinMeanwhile(@TempDir Path folder)
            throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command =
                "ulimit -n 100; exec "
                        + java
                        + " -Xmx64m -XX:+UseSerialGC -cp "
                        + System.getProperty("java.class.path")
                        + " '"
                        + Child.class.getName()
                        + "'";
        try (var child = RealProgram.start("dash", folder, "/bin/sh", "-c", command)) {
            int port = number(child, PORT);
            var sockets = new ArrayList<Socket>();
            try (var first = new Socket("127.0.0.1", port)) {
                first.getOutputStream().write('?');
                assertThat(first.getInputStream().read()).isEqualTo('?');
                for (int i = 0; i < 200; i++) {
                    sockets.add(new Socket("127.0.0.1", port));
                }
                Await.until("a warning", () -> child.output().contains("cannot accept on tcp"));
                assertThat(child.output()).contains("Too many open files");
                awaitRetries(first, child);
                for (Socket socket : sockets) {
                    socket.close();
                }
                try (var late = new Socket("127.0.0.1", port)) {
                    late.setSoTimeout(60_000);
                    late.getOutputStream().write('x');
                    assertThat(late.getInputStream().read()).isEqualTo('x');
                }
            }
        }
    }

    /// Lets a second of the child's failing accepts pass, and looks at what they cost.
    private static void awaitRetries(Socket first, RealProgram child) throws IOException {
        long start = System.nanoTime();
        Await.until("a second", () -> System.nanoTime() - start > 1_000_000_000L);
        long before = number(child, CPU);
        first.getOutputStream().write('?');
        assertThat(first.getInputStream().read()).as(child.output()).isEqualTo('?');
        Await.until("the CPU time", () -> count(child) == 2);
        Matcher last = CPU.matcher(child.output());
        long after = 0;
        while (last.find()) {
            after = Long.parseLong(last.group(1));
        }
        assertThat(after - before).isLessThan(700);
    }

    private static long count(RealProgram child) {
        return CPU.matcher(child.output()).results().count();
    }

    private static int number(RealProgram child, Pattern pattern) {
        Await.until(pattern.pattern(), () -> pattern.matcher(child.output()).find());
        Matcher matcher = pattern.matcher(child.output());
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
