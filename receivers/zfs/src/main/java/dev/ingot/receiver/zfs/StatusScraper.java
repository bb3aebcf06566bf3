package dev.ingot.receiver.zfs;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/// Asks `zpool status` for the devices' errors and for scrubs: as JSON where this version of ZFS
/// can, else as text.
final class StatusScraper implements Scraper {
    private final Zpool zpool;
    private final ZoneId zone;
    private final StatusJson json = new StatusJson();
    private boolean textOnly;

    StatusScraper(Zpool zpool, ZoneId zone) {
        this.zpool = zpool;
        this.zone = zone;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        for (Status status : read()) {
            if (status.scan() != null) {
                ZfsMetrics.SCANS.observe(status, round);
            }
            if (status.dataErrors() != null) {
                Labels pool = Labels.of("pool", status.pool());
                round.addLong(ZfsMetrics.DATA_ERRORS, pool, status.dataErrors());
            }
            status.devices().forEach(device -> observe(device, round));
        }
    }

    private List<Status> read() throws IOException, InterruptedException {
        if (!textOnly) {
            Zpool.Outcome outcome = zpool.run("status", "-j", "--json-int", "-P");
            if (outcome.code() == 0) {
                return json.parse(outcome.output());
            }
            if (!outcome.complaint().contains("invalid option")) {
                throw zpool.failed(outcome);
            }
            textOnly = true;
        }
        return StatusText.parse(zpool.output("status", "-p", "-P"), zone);
    }

    private static void observe(Status.Device device, Round round) {
        ZfsMetrics.DEVICES.observe(device, round);
        if (device.state() != null) {
            Labels labels =
                    Labels.of(
                            "pool",
                            device.pool(),
                            "vdev",
                            device.name(),
                            "type",
                            device.type(),
                            "group",
                            device.group(),
                            "parent",
                            device.parent());
            ZfsMetrics.observeStates(
                    ZfsMetrics.DEVICE_STATE,
                    labels,
                    List.of(PoolState.values()),
                    device.state(),
                    round);
        }
    }
}
