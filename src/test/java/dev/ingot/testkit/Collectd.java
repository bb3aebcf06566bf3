package dev.ingot.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Debian's collectd, writing to Graphite as TrueNAS CORE sets it up: `servers.` before a host
/// whose dots are underscores, rates computed, data sources as parts of the path.
public final class Collectd implements AutoCloseable {
    private final RealProgram program;

    private Collectd(RealProgram program) {
        this.program = program;
    }

    /// A collectd that calls itself `nas.lan` and writes every second.
    public static Collectd pushingTo(Path directory, int port) throws IOException {
        Path config = directory.resolve("collectd.conf");
        Files.writeString(config, config(directory, port));
        return new Collectd(
                RealProgram.start(
                        "collectd-core", directory, "collectd", "-f", "-C", config.toString()));
    }

    private static String config(Path directory, int port) {
        return """
        Hostname "nas.lan"
        FQDNLookup false
        Interval 1
        BaseDir "%1$s"
        PIDFile "%1$s/collectd.pid"
        LoadPlugin load
        LoadPlugin memory
        LoadPlugin cpu
        LoadPlugin disk
        LoadPlugin uptime
        LoadPlugin interface
        LoadPlugin processes
        LoadPlugin write_graphite
        <Plugin write_graphite>
          <Node "ingot">
            Host "127.0.0.1"
            Port "%2$d"
            Protocol "tcp"
            Prefix "servers."
            EscapeCharacter "_"
            StoreRates true
            AlwaysAppendDS false
            SeparateInstances false
          </Node>
        </Plugin>
        """
                .formatted(directory, port);
    }

    public String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
