package dev.ingot.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Debian's netdata with a configuration of its own: no web server, no cloud, no statistics, and a
/// Graphite exporter set up as TrueNAS does it.
public final class Netdata implements AutoCloseable {
    private final RealProgram program;

    private Netdata(RealProgram program) {
        this.program = program;
    }

    /// @param ports where it pushes to, each in a connection of its own
    public static Netdata pushingTo(Path directory, int... ports) throws IOException {
        for (String name : new String[] {"conf", "cache", "lib", "log"}) {
            Files.createDirectories(directory.resolve(name));
        }
        Path conf = directory.resolve("conf");
        Files.createFile(conf.resolve(".opt-out-from-anonymous-statistics"));
        Files.writeString(
                conf.resolve("netdata.conf"),
                """
                [global]
                    hostname = ingot-test
                    run as user = %2$s
                [directories]
                    config = %1$s/conf
                    cache = %1$s/cache
                    lib = %1$s/lib
                    log = %1$s/log
                [db]
                    mode = ram
                    update every = 1
                [web]
                    mode = none
                [cloud]
                    enabled = no
                [ml]
                    enabled = no
                [health]
                    enabled = no
                [registry]
                    enabled = no
                [plugins]
                    enable running new plugins = no
                    proc = yes
                    tc = no
                    idlejitter = no
                    cgroups = no
                    diskspace = no
                    timex = no
                    checks = no
                    apps = no
                    perf = no
                    python.d = no
                    go.d = no
                    charts.d = no
                    statsd = no
                    netdata monitoring = no
                """
                        .formatted(directory, System.getProperty("user.name")));
        var exporting = new StringBuilder("[exporting:global]\n    enabled = yes\n");
        for (int port : ports) {
            exporting.append(exporter(port));
        }
        Files.writeString(conf.resolve("exporting.conf"), exporting);
        return new Netdata(
                RealProgram.start(
                        "netdata",
                        directory,
                        "env",
                        "NETDATA_USER_CONFIG_DIR=" + conf,
                        netdata(),
                        "-D",
                        "-c",
                        conf.resolve("netdata.conf").toString()));
    }

    private static String exporter(int port) {
        return """
        [graphite:nas%1$d]
            enabled = yes
            destination = 127.0.0.1:%1$d
            prefix = truenas
            hostname = nas01
            send configured labels = no
            update every = 1
            buffer on failures = 10
            send names instead of ids = yes
            send charts matching = *
        """
                .formatted(port);
    }

    private static String netdata() {
        Path path = Path.of("/usr/sbin/netdata");
        if (!Files.isExecutable(path)) {
            throw new AssertionError(
                    "netdata is not here; `make test` installs it: apt-get install netdata");
        }
        return path.toString();
    }

    public String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
