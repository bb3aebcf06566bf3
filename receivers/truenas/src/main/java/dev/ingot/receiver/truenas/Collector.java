package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Scraper;
import dev.ingot.poll.Target;
import dev.ingot.record.Metric;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Something that can be read of a NAS, on its own: its name is the value of the label `collector`
/// and of the option `collectors`.
///
/// @param metrics the rows of the README; empty where another collector has the same
record Collector(
        String name, List<Catalogue<?>> metrics, Function<Nas, Scraper> make, @Nullable Metric up) {
    private Collector(String name, List<Catalogue<?>> metrics, Function<Nas, Scraper> make) {
        this(name, metrics, make, null);
    }

    /// In the order in which they are read.
    static final List<Collector> ALL =
            List.of(
                    new Collector(
                            "replication",
                            Replications.METRICS,
                            Replications::scraper,
                            Replications.UP),
                    new Collector("apps", Apps.METRICS, Apps::scraper),
                    new Collector("vms", Machines.VM_METRICS, Machines::vms),
                    new Collector("virt", Machines.VIRT_METRICS, Machines::virt),
                    new Collector("containers", Machines.CONTAINER_METRICS, Machines::containers),
                    new Collector("pools", Pools.METRICS, Pools::scraper),
                    new Collector("boot_pool", List.of(), Pools::boot),
                    new Collector("datasets", Datasets.METRICS, Datasets::scraper),
                    new Collector("disks", Disks.METRICS, Disks::scraper),
                    new Collector(
                            "disk_temperatures", Disks.TEMPERATURE_METRICS, Disks::temperatures),
                    new Collector("smart_tests", Disks.TEST_METRICS, Disks::tests),
                    new Collector("alerts", Alerts.METRICS, Alerts::scraper),
                    new Collector("snapshot_tasks", Tasks.METRICS, Tasks::snapshots),
                    new Collector("cloudsync_tasks", List.of(), Tasks::cloudSyncs),
                    new Collector("rsync_tasks", List.of(), Tasks::rsyncs),
                    new Collector("scrub_tasks", Tasks.SCRUB_METRICS, Tasks::scrubs),
                    new Collector("app_stats", AppStats.METRICS, AppStats::scraper),
                    new Collector("realtime", Realtime.METRICS, Realtime::scraper),
                    new Collector("system", Platform.SYSTEM_METRICS, Platform::system),
                    new Collector("services", Platform.SERVICE_METRICS, Platform::services),
                    new Collector("interfaces", Platform.INTERFACE_METRICS, Platform::interfaces),
                    new Collector("updates", Platform.UPDATE_METRICS, Platform::updates),
                    new Collector("ups", Ups.METRICS, Ups::scraper));

    static final List<String> NAMES = ALL.stream().map(Collector::name).toList();

    /// A method that this release lacks is no failure: its families are absent.
    Target.Endpoint of(Nas nas) {
        Scraper scraper = make.apply(nas);
        return new Target.Endpoint(
                name,
                1,
                round -> {
                    try {
                        scraper.scrape(round);
                    } catch (ApiException.NoSuchMethod thisReleaseLacksIt) {
                        round.absent(); // the session has said so, once
                    } catch (ApiException.Away gone) {
                        throw gone.targetDown();
                    }
                },
                up);
    }
}
