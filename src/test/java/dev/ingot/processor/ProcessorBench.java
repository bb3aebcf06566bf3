package dev.ingot.processor;

import dev.ingot.component.Context;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.config.ManualSection;
import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.telemetry.Tally;
import io.opentelemetry.api.common.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Syslog records of 300 bytes through the processors with their defaults.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ProcessorBench {
    private static final int RECORDS = 100;
    private static final String TEXT =
            "pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0), port 51234, at"
                    + " 03:04:05 on 2026-01-02; pool tank: 81% of 12.5 TiB used, key=value pairs and"
                    + " other words of a message as long as messages are, from FROM to the end of it.";

    private static final Pattern IPV4 = Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern EMAIL =
            Pattern.compile("[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}");

    private final Sink redaction =
            new RedactionProcessor(RedactionConfig.read(new ManualSection()), context())
                    .before((_, _) -> Verdict.ACCEPTED);
    private final Sink parse =
            new ParseProcessor(ParseConfig.read(new ManualSection()), context())
                    .before((_, _) -> Verdict.ACCEPTED);
    private final Logs harmless = logs("nowhere");
    private final Logs telling = logs("192.0.2.7");

    private static Context context() {
        return new Context("bench", InstantSource.system(), Tally.standalone(), Duration.ZERO);
    }

    private static Logs logs(String from) {
        var logs = new Logs();
        for (int i = 0; i < RECORDS; i++) {
            String text = TEXT.replace("FROM", from);
            Fields fields =
                    Fields.builder()
                            .add("appname", "sshd")
                            .add("hostname", "nas01")
                            .add("message", text)
                            .add("proc_id", "1234")
                            .build();
            String body = "<38>1 2026-01-02T03:04:05Z nas01 sshd 1234 - - " + text;
            logs.add(LogRecord.builder().body(body).fields(fields).build());
        }
        return logs;
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Verdict redactionOfNothing() {
        return redaction.accept(harmless, WhenFull.PUSH_BACK);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Verdict redactionOfAnAddress() {
        return redaction.accept(telling, WhenFull.PUSH_BACK);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Verdict parseOfPlainText() {
        return parse.accept(harmless, WhenFull.PUSH_BACK);
    }

    /// What two patterns of `java.util.regex` take for the addresses alone.
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int twoPatterns() {
        int length = 0;
        for (LogRecord log : harmless) {
            Value<?> body = log.getBodyValue();
            length += replaced(body == null ? "" : body.asString()).length();
            length += replaced(String.valueOf(log.fields().value("message"))).length();
        }
        return length;
    }

    private static String replaced(String text) {
        return EMAIL.matcher(IPV4.matcher(text).replaceAll("***IP***")).replaceAll("***EMAIL***");
    }
}
