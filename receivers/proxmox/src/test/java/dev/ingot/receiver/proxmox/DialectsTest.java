package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Poller;
import dev.ingot.record.Metric;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What each dialect makes of a cluster, in full.
class DialectsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();

    private static String check(PveModel model, String more, String golden)
            throws IOException, InterruptedException {
        try (var server = new PveServer(model);
                var station = Station.of(server, more)) {
            station.round();
            station.round();
            String seen = station.round();
            Golden.check(GOLDEN.resolve(golden), seen);
            assertThat(station.telemetry().text()).doesNotContain("errors_total");
            return seen;
        }
    }

    private static void everyFamilyIsIn(String seen, List<Metric> metrics) {
        var names =
                seen.lines()
                        .map(line -> line.substring(0, line.indexOf('{')))
                        .collect(Collectors.toSet());
        assertThat(metrics.stream().map(Metric::name)).allMatch(names::contains);
    }

    private static List<Metric> metrics(List<Catalogue<?>> catalogues) {
        var all = new ArrayList<Metric>();
        catalogues.forEach(catalogue -> all.addAll(catalogue.metrics()));
        return all;
    }

    @Test
    void theSeedsDialect() throws Exception {
        String seen = check(PveModel.three(true), "dialects: pve-exporter", "pve-exporter-9.txt");
        everyFamilyIsIn(seen, metrics(SeedMetrics.ALL));
        assertThat(check(PveModel.three(false), "dialects: pve-exporter", "pve-exporter-8.txt"))
                .as("version 8 says the same, in other types")
                .isEqualTo(seen);
    }

    @Test
    void prometheusPveExportersDialect() throws Exception {
        String dialect = "dialects: prometheus-pve-exporter\nslow_every_rounds: 1";
        String seen = check(PveModel.three(true), dialect, "prometheus-pve-exporter-9.txt");
        everyFamilyIsIn(seen, PveMetrics.metrics());
        check(PveModel.three(false), dialect, "prometheus-pve-exporter-8.txt");
    }

    @Test
    void aNodeThatStandsAlone() throws Exception {
        String seen =
                check(
                        PveModel.alone(),
                        "dialects: prometheus-pve-exporter\nslow_every_rounds: 1",
                        "prometheus-pve-exporter-alone.txt");
        assertThat(seen)
                .contains("pve_not_backed_up_total{id=cluster/pve} 1", "pve_node_info{id=node/pve")
                .doesNotContain("pve_cluster_info");
    }

    @Test
    void whatIsBeyondBoth() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station =
                        new Station(
                                "endpoints: '"
                                        + server.url()
                                        + "', guest_agent: true, "
                                        + Station.TOKEN,
                                "dialects: ingot\nslow_every_rounds: 1\ndisk_health: true")) {
            String seen = station.round();
            Golden.check(GOLDEN.resolve("ingot-9.txt"), seen);
            everyFamilyIsIn(seen, metrics(OwnMetrics.CATALOGUES));
            everyFamilyIsIn(seen, List.copyOf(OwnMetrics.OTHERS.keySet()));
        }
        check(PveModel.three(false), "dialects: ingot\nslow_every_rounds: 1", "ingot-8.txt");
    }

    @Test
    void theSuccessorsDialect() throws Exception {
        String seen =
                check(
                        PveModel.three(true),
                        "dialects: pve-exporter-1\nslow_every_rounds: 1\ndisk_health: true",
                        "pve-exporter-1.txt");
        everyFamilyIsIn(seen, metrics(SuccessorMetrics.CATALOGUES));
        everyFamilyIsIn(seen, List.copyOf(SuccessorMetrics.OTHERS.keySet()));
        assertThat(seen.lines().map(line -> line.substring(0, line.lastIndexOf(' '))))
                .doesNotHaveDuplicates();
    }

    @Test
    void allThatGoTogetherNameNoSeriesTwice() throws Exception {
        for (String dialects :
                List.of("pve-exporter, prometheus-pve-exporter, ingot", "pve-exporter-1, ingot")) {
            try (var server = new PveServer(PveModel.three(true));
                    var station =
                            Station.of(
                                    server, "slow_every_rounds: 1\ndialects: [" + dialects + "]")) {
                assertThat(
                                station.round()
                                        .lines()
                                        .map(line -> line.substring(0, line.lastIndexOf(' '))))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void noTwoDialectsShareAName() {
        var names = new ArrayList<String>();
        for (List<Metric> dialect :
                List.of(
                        metrics(SeedMetrics.ALL),
                        PveMetrics.metrics(),
                        metrics(OwnMetrics.CATALOGUES),
                        List.copyOf(OwnMetrics.OTHERS.keySet()),
                        Poller.metrics(ProxmoxReceiver.PREFIX))) {
            // Machines and containers have rows in common.
            names.addAll(dialect.stream().map(Metric::name).distinct().toList());
        }
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names).allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    }
}
