package dev.ingot.receiver.truenas;

import dev.ingot.config.Section;
import dev.ingot.poll.Schedule;
import java.util.HashSet;
import java.util.List;

/// The options of the receiver.
///
/// @param storage the id of the extension that keeps what must survive a restart; may be empty
record TrueNasConfig(List<TargetConfig> targets, String storage) {
    static TrueNasConfig read(Section in) {
        Schedule schedule = Schedule.read(in, "15s", "10s");
        long maxReply = in.bytes("max_reply_size", "64MiB", "A longer answer ends the connection.");
        in.require(maxReply > 0, "max_reply_size", "must be more than 0");
        TargetConfig.Reconnect reconnect =
                in.section("reconnect", "When to connect again.", TrueNasConfig::readReconnect);
        var defaults = new TargetConfig.Defaults(schedule, maxReply, reconnect);
        List<TargetConfig> targets =
                in.list("targets", "The NAS to read.", one -> TargetConfig.read(one, defaults));
        in.require(!targets.isEmpty(), "targets", "must name at least one NAS");
        var names = new HashSet<String>();
        in.require(
                targets.stream().allMatch(target -> names.add(target.name())),
                "targets",
                "must have names that differ");
        String storage =
                in.text(
                        "storage",
                        "",
                        "Id of a `file_storage` extension, which remembers the alerts that were"
                                + " logged; without it they are logged again after a restart.");
        return new TrueNasConfig(targets, storage);
    }

    private static TargetConfig.Reconnect readReconnect(Section in) {
        var reconnect =
                new TargetConfig.Reconnect(
                        in.duration(
                                "initial_interval",
                                "5s",
                                "How long to wait after a lost connection; doubles with every"
                                        + " failure, and is eight times as long after a refused"
                                        + " key."),
                        in.duration("max_interval", "5m", "The longest wait."));
        in.require(
                reconnect.first().toSeconds() >= 1,
                "initial_interval",
                "must be at least 1s: the NAS locks out who knocks too often");
        in.require(
                reconnect.longest().compareTo(reconnect.first()) >= 0,
                "max_interval",
                "must not be shorter than `initial_interval`");
        return reconnect;
    }
}
