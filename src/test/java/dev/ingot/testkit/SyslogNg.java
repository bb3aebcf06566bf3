package dev.ingot.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A real syslog-ng that reads lines from a pipe and sends them on.
public final class SyslogNg implements AutoCloseable {
    private final Path directory;
    private final RealProgram program;

    /// @param destination a driver of syslog-ng, such as `syslog("127.0.0.1" port(6514))`
    public SyslogNg(Path directory, String destination) throws IOException {
        this.directory = directory;
        Path config = directory.resolve("syslog-ng.conf");
        Files.writeString(
                config,
                """
                @version: 3.38
                options { keep-hostname(yes); use-dns(no); stats-freq(0); time-reopen(1); };
                source s_log { unix-dgram("%s"); };
                destination d_agent { %s; };
                log { source(s_log); destination(d_agent); };
                """
                        .formatted(socket(), destination));
        program =
                RealProgram.start(
                        "syslog-ng-core",
                        directory,
                        "syslog-ng",
                        "--foreground",
                        "--no-caps",
                        "--stderr",
                        "--cfgfile=" + config,
                        "--persist-file=" + directory.resolve("persist"),
                        "--pidfile=" + directory.resolve("pid"),
                        "--control=" + directory.resolve("ctl"));
        Await.until(
                "syslog-ng to listen; it said: " + program.output(),
                Duration.ofSeconds(30),
                () -> program.isAlive() && Files.exists(socket()));
    }

    private Path socket() {
        return directory.resolve("log");
    }

    /// Logs as a program does, with the library's `syslog` call that logger makes.
    public void log(String priority, String app, String text) {
        RealProgram.run(
                "bsdutils",
                directory,
                "logger",
                "--socket",
                socket().toString(),
                "--socket-errors=on",
                "--priority",
                priority,
                "--tag",
                app,
                "--id=4711",
                text);
    }

    public String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
