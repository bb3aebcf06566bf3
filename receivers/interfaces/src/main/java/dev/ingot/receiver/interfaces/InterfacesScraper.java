package dev.ingot.receiver.interfaces;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One round: the counters first, then, for what is new among them, a moment's wait for its owner.
final class InterfacesScraper implements Scraper {
    /// How long a round waits for the look-ups that it asked for. What comes later is in time for
    /// the next round.
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final InterfacesConfig config;
    private final HostFiles files;
    private final DeviceTable table;
    private final Naming naming;
    private final List<Lookup> lookups;
    private final Catalogue<Labelled> traffic;

    InterfacesScraper(
            InterfacesConfig config,
            HostFiles files,
            Naming naming,
            List<Lookup> lookups,
            Tally tally) {
        this.config = config;
        this.files = files;
        this.table = new DeviceTable(files, config.link(), () -> tally.reject("line"));
        this.naming = naming;
        this.lookups = List.copyOf(lookups);
        this.traffic =
                config.state() ? InterfacesMetrics.TRAFFIC : InterfacesMetrics.STATELESS_TRAFFIC;
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
    }

    private void findOwners(List<Device> devices) throws InterruptedException {
        long deadline = System.nanoTime() + WAIT.toNanos();
        var tickets = new long[lookups.size()];
        for (int i = 0; i < tickets.length; i++) {
            tickets[i] = lookups.get(i).ask(devices);
        }
        for (int i = 0; i < tickets.length; i++) {
            lookups.get(i).await(tickets[i], deadline);
        }
    }

    private Vlans vlans(List<Device> devices) {
        @Nullable String text = files.line(files.hostNet("vlan/config"));
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

    /// Fails as long as sysfs does not show the host's interfaces.
    void reportSysfs() throws IOException {
        String trouble = table.trouble();
        if (trouble != null) {
            throw new IOException(trouble);
        }
    }
}
