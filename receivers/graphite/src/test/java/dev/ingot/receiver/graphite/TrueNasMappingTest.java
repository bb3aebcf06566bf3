package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.ManualClock;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines as TrueNAS sends them, and what the built-in mapping files make of them.
class TrueNasMappingTest {
    private static final Path LINES = Path.of("src/test/resources/mappings");
    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.ofLiteral("10.0.0.5"), 1);

    private final Telemetry telemetry = new Telemetry();
    private final LineIntake taken = intake(List.of("truenas-core", "truenas-scale"));

    private LineIntake intake(List<String> files) {
        List<String> problems = new ArrayList<>();
        Mappings mappings = Mappings.read(files, false, problems);
        assertThat(problems).isEmpty();
        var clock = new ManualClock("2026-01-01T00:00:00Z");
        var context = new Context("graphite", clock, telemetry.tally(), Duration.ofSeconds(1));
        var table = new SeriesTable(new PathNames(Origin.NONE, mappings), 1000);
        return new LineIntake(table, new Rejections(context, "tcp", new Senders(context)), clock);
    }

    private void becomes(String line, String series, double value) {
        taken.clear();
        byte[] bytes = (line + " 1755425000").getBytes(UTF_8);
        taken.take(bytes, 0, bytes.length, PEER);
        Points points = taken.points();
        assertThat(points.size()).as(line).isEqualTo(1);
        assertThat(points.series(0).toString()).as(line).isEqualTo(series);
        assertThat(points.value(0)).as(line).isEqualTo(value);
    }

    private void dropped(String line) {
        taken.clear();
        byte[] bytes = (line + " 1755425000").getBytes(UTF_8);
        taken.take(bytes, 0, bytes.length, PEER);
        assertThat(taken.points().size()).as(line).isZero();
    }

    @Test
    void unitsAreThoseThatTheDashboardWants() {
        becomes(
                "truenas.nas.net.eno1.received 812.0",
                "interface_octets{direction=rx, host=nas," + " interface=eno1, job=truenas}",
                101_500);
        becomes(
                "truenas.nas.net.eno1.sent -40.0",
                "interface_octets{direction=tx, host=nas," + " interface=eno1, job=truenas}",
                5000);
        becomes(
                "scale.truenas.truenas_disk_stats._serial_lunid_WYE0BDPW_5000c500fd71f512.reads"
                        + " 12.5",
                "disk_octets{direction=read, disk=WYE0BDPW, host=truenas, job=truenas}",
                12_800);
        becomes(
                "truenas.nas.disk.sda.writes -2.0",
                "disk_octets{direction=write, disk=sda, host=nas, job=truenas}",
                2048);
        becomes(
                "truenas.nas.system.ram.free 19414.5",
                "memory{host=nas, job=truenas, type=free}",
                19414.5 * 1024 * 1024);
    }

    @Test
    void aDeadSensorSendsNothing() {
        dropped("truenas.nas.cputemp.temperatures.cpu0 0.0000000");
        dropped("truenas.nas.truenas_disk_temp._serial_lunid_X_5000c500fd71f512.temp 0");
        assertThat(telemetry.text()).contains("dropped_total{reason=drop_if, transport=tcp} 2");
        becomes(
                "truenas.nas.cputemp.temperatures.cpu0 38",
                "cpu_temperature{cpu=0, host=nas, job=truenas}",
                38);
        dropped("truenas.nas.cputemp.temperatures.cpu 38");
        assertThat(telemetry.text()).contains("dropped_total{reason=mapping, transport=tcp} 1");
    }

    @Test
    void hostsMayHaveDots() {
        becomes(
                "truenas.nas.lan.system.load.load1 0.42",
                "system_load{host=nas.lan, job=truenas, kind=load1}",
                0.42);
    }

    @Test
    void whatNoRuleKnowsKeepsItsName() {
        becomes("truenas.nas.nfsd.threads.threads 8", "truenas_nas_nfsd_threads_threads{}", 8);
    }

    @Test
    void slowChartsLiveLonger() {
        byte[] path = "truenas.nas.truenas_pool.usage.123.total".getBytes(UTF_8);
        var files = Mappings.read(List.of("truenas-scale"), false, new ArrayList<>());
        assertThat(new PathNames(Origin.NONE, files).resolve(path))
                .isInstanceOfSatisfying(
                        Fate.Point.class,
                        point -> assertThat(point.ttl()).contains(Duration.ofMinutes(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"truenas-core", "truenas-scale", "supporterino"})
    void everyRuleHasALineThatItMaps(String name) throws Exception {
        String lines = Files.readString(LINES.resolve(name + ".txt"));
        var out = new StringWriter();
        int code =
                GraphiteReceiver.explain(
                        List.of(name),
                        false,
                        new BufferedReader(new StringReader(lines)),
                        new PrintWriter(out),
                        new PrintWriter(out));
        assertThat(code).isZero();
        Golden.check(LINES.resolve(name + ".expected.txt"), out.toString());
        List<String> problems = new ArrayList<>();
        MappingFile file = MappingReader.read(name, Mappings.builtIn(name), problems);
        assertThat(problems).isEmpty();
        for (MappingRule rule : file.rules()) {
            assertThat(out.toString()).contains("(" + rule.place() + ")");
        }
        assertThat(out.toString()).doesNotContain("(no rule)").doesNotContain("rejected");
    }
}
