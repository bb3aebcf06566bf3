package dev.ingot.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.LogLines;
import dev.ingot.testkit.ManualClock;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollerTest {
    private static final Metric SIZE = Metric.gauge("pool_size_bytes", "By", "Size.");
    private static final Schedule SCHEDULE =
            new Schedule(Duration.ofMillis(100), Duration.ZERO, Duration.ofSeconds(30));
    private static final Schedule IMPATIENT =
            new Schedule(Duration.ofMillis(100), Duration.ZERO, Duration.ofMillis(500));
    private final Telemetry telemetry = new Telemetry();
    private final Recorder recorder = new Recorder();
    private final ManualClock clock = new ManualClock("2026-11-21T10:00:00Z");

    private Poller poller(Sink sink, Target.Endpoint... endpoints) {
        return poller(SCHEDULE, sink, endpoints);
    }

    private Poller poller(Schedule schedule, Sink sink, Target.Endpoint... endpoints) {
        var context =
                new Context(
                        "toy",
                        sink,
                        clock,
                        telemetry.tally("receiver", "toy"),
                        Duration.ofSeconds(1));
        return new Poller(
                context,
                "toy",
                schedule,
                List.of(new Target("nas", Origin.NONE, List.of(endpoints))));
    }

    private String seen() {
        return recorder.text()
                .replaceAll(" @2026-11-21T10:00:00Z", "")
                .replaceAll("(toy_scrape_duration_seconds\\S* ).*", "$1…");
    }

    @Test
    void aRoundGivesTheValuesAndHowItWent() throws Exception {
        poller(
                        recorder,
                        new Target.Endpoint(
                                "pools",
                                round -> round.addLong(SIZE, Labels.of("pool", "tank"), 7)))
                .round();
        assertThat(seen())
                .isEqualTo(
                        """
                        pool_size_bytes{pool=tank} 7
                        toy_scrape_success{collector=pools} 1.0
                        toy_scrape_duration_seconds{collector=pools} …
                        toy_up{} 1.0
                        """);
    }

    @Test
    void aGaugeThatIsOwedSaysHowTheReadWent() throws Exception {
        Metric up = Metric.gauge("toy_replication_up", "", "1 if it answers.");
        var reads = new AtomicInteger();
        var endpoint =
                new Target.Endpoint(
                        "replication",
                        1,
                        _ -> {
                            if (reads.incrementAndGet() == 2) {
                                throw new IOException("cannot read it");
                            }
                        },
                        up);
        Labels host = Labels.of("host", "nas");
        var context =
                new Context(
                        "toy",
                        recorder,
                        clock,
                        telemetry.tally("receiver", "toy"),
                        Duration.ofSeconds(1));
        var target = new Target("nas", Origin.NONE, host, List.of(endpoint));
        var poller = new Poller(context, "toy", SCHEDULE, List.of(target));
        poller.round();
        poller.round();
        assertThat(seen().lines().filter(line -> line.contains("_up")))
                .containsExactly(
                        "toy_replication_up{host=nas} 1.0",
                        "toy_up{host=nas} 1.0",
                        "toy_replication_up{host=nas} 0.0",
                        "toy_up{host=nas} 0.0");
    }

    @Test
    void aVanishedSeriesIsMarkedOnce() throws Exception {
        var round = new AtomicInteger();
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint(
                                "pools",
                                out -> {
                                    if (round.getAndIncrement() == 0) {
                                        out.add(SIZE, Labels.of("pool", "usb"), 1);
                                    }
                                }));
        poller.round();
        poller.round();
        poller.round();
        assertThat(seen().lines().filter(line -> line.startsWith("pool")))
                .containsExactly(
                        "pool_size_bytes{pool=usb} 1.0", "pool_size_bytes{pool=usb} stale");
    }

    @Test
    void oneEndpointsFailureLeavesTheOthersAlone() throws Exception {
        poller(
                        recorder,
                        new Target.Endpoint(
                                "broken",
                                round -> {
                                    round.add(SIZE, Labels.of("pool", "half"), 1);
                                    throw new IOException("cannot read pools: 500");
                                }),
                        new Target.Endpoint(
                                "works", round -> round.add(SIZE, Labels.of("pool", "tank"), 2)))
                .round();
        assertThat(seen())
                .contains(
                        "pool_size_bytes{pool=tank} 2.0",
                        "toy_scrape_success{collector=broken} 0.0",
                        "toy_up{} 1.0")
                .doesNotContain("half");
        assertThat(telemetry.text())
                .contains(
                        "ingot_scraper_errors_total{reason=error, receiver=toy, scraper=broken} 1\n");
    }

    @Test
    void anAbsentSourceLeavesNothingBehind() throws Exception {
        var rounds = new AtomicInteger();
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint(
                                "pools",
                                round -> {
                                    if (rounds.getAndIncrement() == 0) {
                                        round.add(SIZE, Labels.EMPTY, 1);
                                    } else {
                                        round.absent();
                                    }
                                }));
        poller.round();
        int before = recorder.size();
        poller.round();
        poller.round();
        assertThat(seen().lines().skip(before))
                .hasSize(4)
                .allMatch(line -> line.endsWith("stale") || line.contains("duration"));
    }

    @Test
    void whatIsReadSeldomIsRepeatedInBetween() throws Exception {
        var reads = new AtomicInteger();
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint(
                                "disks",
                                new Repeated(
                                        3,
                                        round -> {
                                            if (reads.incrementAndGet() == 2) {
                                                throw new IOException("cannot read disks");
                                            }
                                            round.addLong(SIZE, Labels.EMPTY, reads.get());
                                        })));
        for (int i = 0; i < 6; i++) {
            poller.round();
        }
        assertThat(seen().lines().filter(line -> line.startsWith("pool")))
                .containsExactly(
                        "pool_size_bytes{} 1",
                        "pool_size_bytes{} 1",
                        "pool_size_bytes{} 1",
                        "pool_size_bytes{} 3",
                        "pool_size_bytes{} 3");
    }

    @Test
    void whatIsReadSeldomCanLetRoundsPassFirst() throws Exception {
        var reads = new AtomicInteger();
        Scraper scraper = round -> round.addLong(SIZE, Labels.EMPTY, reads.incrementAndGet());
        Poller poller = poller(recorder, new Target.Endpoint("disks", new Repeated(3, 2, scraper)));
        poller.round();
        poller.round();
        assertThat(recorder.size()).isZero();
        for (int i = 0; i < 4; i++) {
            poller.round();
        }
        assertThat(seen().lines().filter(line -> line.startsWith("pool")))
                .containsExactly(
                        "pool_size_bytes{} 1",
                        "pool_size_bytes{} 1",
                        "pool_size_bytes{} 1",
                        "pool_size_bytes{} 2");
        Poller each = poller(recorder, new Target.Endpoint("all", new Repeated(1, 2, scraper)));
        each.round();
        assertThat(seen()).as("what is read in every round").endsWith("toy_up{} 1.0\n");
    }

    @Test
    void seriesOutliveOneFailureAndEndWithTheSecond() throws Exception {
        var round = new AtomicInteger();
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint(
                                "pools",
                                out -> {
                                    if (round.getAndIncrement() > 0) {
                                        throw new IOException("cannot reach nas: refused");
                                    }
                                    out.add(SIZE, Labels.EMPTY, 1);
                                }));
        poller.round();
        poller.round();
        assertThat(seen()).doesNotContain("stale").contains("toy_up{} 0.0");
        poller.round();
        poller.round();
        assertThat(seen().lines().filter(line -> line.equals("pool_size_bytes{} stale")))
                .hasSize(1);
    }

    @Test
    void aHungScraperTimesOutAndIsNotStartedTwice() throws Exception {
        var release = new CountDownLatch(1);
        var starts = new AtomicInteger();
        Poller poller =
                poller(
                        IMPATIENT,
                        recorder,
                        new Target.Endpoint(
                                "hung",
                                _ -> {
                                    starts.incrementAndGet();
                                    awaitUninterruptibly(release);
                                }));
        poller.round();
        poller.round();
        assertThat(starts).hasValue(1);
        assertThat(telemetry.text()).contains("reason=timeout", "reason=hung");
        release.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch release) {
        boolean ended = false;
        while (!ended) {
            try {
                release.await();
                ended = true;
            } catch (InterruptedException ignoredByAHungScraper) {
                ended = false;
            }
        }
    }

    @Test
    void aBugInAScraperIsCountedAndDoesNotEndThePoller() throws Exception {
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint(
                                "buggy",
                                _ -> {
                                    throw new IllegalStateException("oops");
                                }));
        poller.round();
        poller.round();
        assertThat(telemetry.text()).contains("{reason=bug, receiver=toy, scraper=buggy} 2\n");
    }

    @Test
    void aTargetThatIsDownIsCountedForEachEndpoint() throws Exception {
        Scraper away =
                _ -> {
                    throw new TargetDown("cannot connect to nas: refused");
                };
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint("pools", away),
                        new Target.Endpoint("disks", away));
        poller.round();
        assertThat(telemetry.text())
                .contains(
                        "{reason=down, receiver=toy, scraper=pools} 1\n",
                        "{reason=down, receiver=toy, scraper=disks} 1\n");
        assertThat(seen()).contains("toy_up{} 0.0");
    }

    @Test
    void whereTheScoutFindsTheTargetDownNobodyElseIsSentAndNothingIsRepeated() throws Exception {
        var rounds = new AtomicInteger();
        var reads = new AtomicInteger();
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint(
                                        "pools",
                                        _ -> {
                                            if (rounds.incrementAndGet() == 3) {
                                                throw new TargetDown("cannot connect: refused");
                                            }
                                        })
                                .asScout(),
                        new Target.Endpoint(
                                "disks",
                                new Repeated(
                                        100,
                                        round ->
                                                round.addLong(
                                                        SIZE,
                                                        Labels.EMPTY,
                                                        reads.incrementAndGet()))));
        for (int i = 0; i < 5; i++) {
            poller.round();
        }
        assertThat(seen().lines().filter(line -> line.matches("pool.*|toy_scrape_succ.*disks.*")))
                .containsExactly(
                        "pool_size_bytes{} 1",
                        "toy_scrape_success{collector=disks} 1.0",
                        "pool_size_bytes{} 1",
                        "toy_scrape_success{collector=disks} 1.0",
                        "toy_scrape_success{collector=disks} 0.0",
                        "pool_size_bytes{} 2",
                        "toy_scrape_success{collector=disks} 1.0",
                        "pool_size_bytes{} 2",
                        "toy_scrape_success{collector=disks} 1.0");
        assertThat(telemetry.text())
                .contains(
                        "{reason=down, receiver=toy, scraper=pools} 1\n",
                        "{reason=down, receiver=toy, scraper=disks} 1\n");
    }

    @Test
    void whoIsNoScoutSpeaksForItselfOnly() throws Exception {
        poller(
                        recorder,
                        new Target.Endpoint(
                                "pools",
                                _ -> {
                                    throw new TargetDown("cannot connect: reset");
                                }),
                        new Target.Endpoint("disks", round -> round.add(SIZE, Labels.EMPTY, 1)))
                .round();
        assertThat(seen()).contains("pool_size_bytes{} 1.0", "toy_up{} 1.0");
    }

    @Test
    void aTargetThatIsNotHereIsSaidOnceUntilItCame() throws Exception {
        var rounds = new AtomicInteger();
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint(
                                        "pools",
                                        _ -> {
                                            if (rounds.incrementAndGet() != 4) {
                                                throw new TargetAbsent("no toys here");
                                            }
                                        })
                                .asScout(),
                        new Target.Endpoint(
                                "disks",
                                new Repeated(9, round -> round.add(SIZE, Labels.EMPTY, 1))));
        try (var log = new LogLines("toy")) {
            poller.round();
            poller.round();
            poller.round();
            assertThat(recorder.size()).isZero();
            assertThat(log.lines()).containsExactly("INFO no toys here");
            poller.round();
            assertThat(seen()).contains("pool_size_bytes{} 1.0", "toy_up{} 1.0");
            poller.round();
            assertThat(seen()).contains("pool_size_bytes{} stale", "toy_up{} stale");
            assertThat(log.lines()).containsExactly("INFO no toys here", "INFO no toys here");
        }
    }

    @Test
    void anExpensiveEndpointRunsInEveryNthRound() throws Exception {
        var runs = new AtomicInteger();
        Poller poller =
                poller(recorder, new Target.Endpoint("slow", 3, _ -> runs.incrementAndGet()));
        for (int i = 0; i < 7; i++) {
            poller.round();
        }
        assertThat(runs).hasValue(3);
    }

    @Test
    void aRoundThatIsPushedBackIsCounted() throws Exception {
        poller(
                        (_, _) -> new Verdict.Retry(Duration.ofSeconds(1), "full"),
                        new Target.Endpoint("pools", round -> round.add(SIZE, Labels.EMPTY, 1)))
                .round();
        assertThat(telemetry.text())
                .contains("{reason=pushed_back, receiver=toy}", "otelcol_receiver_refused");
    }

    @Test
    void roundsComeByThemselvesAndEndWithClose() {
        Poller poller =
                poller(
                        recorder,
                        new Target.Endpoint("pools", round -> round.add(SIZE, Labels.EMPTY, 1)));
        poller.start();
        Await.until(
                "three rounds",
                () -> seen().lines().filter(line -> line.startsWith("toy_up")).count() >= 3);
        poller.close();
        poller.close();
    }
}
