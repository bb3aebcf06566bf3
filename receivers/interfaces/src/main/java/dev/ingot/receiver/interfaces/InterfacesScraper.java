package dev.ingot.receiver.interfaces;

import dev.ingot.component.Context;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Poller;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// One round: the counters first, then, for what is new among them, a moment's wait for its owner.
final class InterfacesScraper implements Scraper {
    private final InterfacesConfig config;
    private final HostFiles files;
    private final DeviceTable table;
    private final Naming naming;
    private final List<Lookup> lookups;
    private final Catalogue<Labelled> traffic;
    private final Watch sysfs;
    private final Metric success;
    private final Metric duration;

    InterfacesScraper(
            InterfacesConfig config,
            HostFiles files,
            Naming naming,
            List<Lookup> lookups,
            Context context) {
        this.config = config;
        this.files = files;
        this.sysfs = new Watch("sysfs", context);
        this.table =
                new DeviceTable(files, config.link(), sysfs, () -> context.tally().reject("line"));
        this.naming = naming;
        this.lookups = List.copyOf(lookups);
        this.traffic =
                config.state() ? InterfacesMetrics.TRAFFIC : InterfacesMetrics.STATELESS_TRAFFIC;
        List<Metric> gauges = Poller.metrics(InterfacesMetrics.PREFIX);
        this.success = gauges.get(1);
        this.duration = gauges.get(2);
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        List<Device> devices = table.read();
        Vlans vlans = config.vlan() ? vlans(devices) : null;
        findOwners(devices);
        for (Device device : devices) {
            if (config.reports(device.name())) {
                observe(device, vlans == null ? "" : vlans.of(device), round);
            }
        }
        observe(sysfs, round);
        lookups.forEach(lookup -> observe(lookup.watch(), round));
    }

    private void findOwners(List<Device> devices) throws InterruptedException {
        long deadline = System.nanoTime() + config.lookupWait().toNanos();
        var tickets = new long[lookups.size()];
        for (int i = 0; i < tickets.length; i++) {
            tickets[i] = lookups.get(i).ask(devices);
        }
        for (int i = 0; i < tickets.length; i++) {
            lookups.get(i).await(tickets[i], deadline);
        }
    }

    private Vlans vlans(List<Device> devices) {
        String text = files.line(files.hostNet("vlan/config"));
        return Vlans.read(text == null ? "" : text, devices);
    }

    private void observe(Device device, String vlan, Round round) {
        var labelled = new Labelled(device, naming.of(device), vlan);
        traffic.observe(labelled, round);
        if (config.link()) {
            InterfacesMetrics.LINK.observe(labelled, round);
            InterfacesMetrics.INFO.observe(labelled, round);
        }
    }

    private void observe(Watch watch, Round round) {
        Labels collector = Labels.of("collector", watch.name());
        round.add(success, collector, watch.isFailing() ? 0 : 1);
        Duration took = watch.took();
        if (took != null) {
            round.add(duration, collector, took.toNanos() / 1e9);
        }
    }
}
