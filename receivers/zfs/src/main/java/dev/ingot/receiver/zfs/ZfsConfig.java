package dev.ingot.receiver.zfs;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ingot.config.Section;
import dev.ingot.poll.Schedule;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// @param zpool the command line in front of `list` and `status`; empty where it is not to be run
/// @param kstats names of the families that Ingot's own dialect reports
record ZfsConfig(
        Schedule schedule,
        Path kstatPath,
        List<String> zpool,
        int statusEveryRounds,
        Set<Dialect> dialects,
        Set<String> kstats,
        boolean datasets,
        List<Pattern> excludeDatasets,
        int maxDatasets,
        ZfsList zfsList,
        String job,
        String instance) {

    /// What is asked of `zfs list` for the dialect zfs-exporter.
    ///
    /// @param command the command line in front of `list`; empty where it is not to be run
    record ZfsList(List<String> command, List<DatasetProperty> properties, boolean snapshots) {}

    static ZfsConfig read(Section in) {
        return new ZfsConfig(
                Schedule.read(in, "15s", "5s"),
                path(in),
                in.texts(
                        "zpool",
                        List.of("zpool"),
                        "The command, with words in front of it if need be: `[chroot, /host,"
                                + " zpool]`. `[]`: it is not run."),
                (int)
                        in.number(
                                "status_every_rounds",
                                4,
                                1,
                                10_000,
                                "`zpool status` and `zfs list` run in every so many rounds; in"
                                        + " between, what they said is repeated."),
                dialects(in),
                kstats(in),
                in.flag(
                        "datasets",
                        true,
                        "Whether to report every dataset that is mounted, and every volume."),
                patterns(in),
                (int)
                        in.number(
                                "max_datasets",
                                2000,
                                1,
                                1_000_000,
                                "Further datasets of a pool are left out and counted."),
                zfsList(in),
                in.text("job", "zfs", "The label `job` (resource `service.name`)."),
                in.text(
                        "instance",
                        "",
                        "What names the host (`service.instance.id`, `host.name`). Empty: its"
                                + " host name."));
    }

    private static ZfsList zfsList(Section in) {
        List<String> command =
                in.texts(
                        "zfs",
                        List.of("zfs"),
                        "The command that tells the properties of datasets, like `zpool`, for the"
                                + " dialect `zfs-exporter`. `[]`: it is not run.");
        List<String> words =
                in.texts(
                        "dataset_properties",
                        DatasetProperty.USUAL,
                        "What the dialect `zfs-exporter` reports of datasets.");
        in.require(
                DatasetProperty.words().containsAll(words),
                "dataset_properties",
                "must be of " + String.join(", ", DatasetProperty.words()));
        boolean snapshots =
                in.flag(
                        "snapshots",
                        false,
                        "Whether the dialect `zfs-exporter` reports snapshots too, which count"
                                + " among `max_datasets`.");
        return new ZfsList(
                command,
                words.stream().flatMap(word -> DatasetProperty.of(word).stream()).toList(),
                snapshots);
    }

    private static Path path(Section in) {
        String text =
                in.text(
                        "kstat_path",
                        "/proc/spl/kstat/zfs",
                        "Where the kernel's statistics are (`zfs.kstat_path`).");
        in.require(text.startsWith("/"), "kstat_path", "must be an absolute path");
        return Path.of(text);
    }

    private static Set<Dialect> dialects(Section in) {
        List<String> words =
                in.texts(
                        "dialects",
                        List.of(Dialect.PVE_EXPORTER.word(), Dialect.INGOT.word()),
                        "Whose names the metrics have: `pve-exporter`, `zfs-exporter`,"
                                + " `node-exporter`, `ingot`.");
        in.require(
                Dialect.words().containsAll(words),
                "dialects",
                "must be of `pve-exporter`, `zfs-exporter`, `node-exporter`, `ingot`");
        var dialects = EnumSet.noneOf(Dialect.class);
        words.forEach(word -> Dialect.of(word).ifPresent(dialects::add));
        in.require(
                !dialects.containsAll(EnumSet.of(Dialect.PVE_EXPORTER, Dialect.ZFS_EXPORTER)),
                "dialects",
                "can't be `pve-exporter` and `zfs-exporter` together: a healthy pool's"
                        + " `zfs_pool_health` is 1 in one and 0 in the other");
        return dialects;
    }

    private static Set<String> kstats(Section in) {
        List<String> known = Families.GLOBAL.stream().map(Family::name).toList();
        String all = String.join(", ", known.stream().map(name -> "`" + name + "`").toList());
        List<String> chosen =
                in.texts(
                        "kstats",
                        Families.USUAL,
                        "What the dialect `ingot` reports of the machine: of " + all + ".");
        in.require(known.containsAll(chosen), "kstats", "must be of " + all);
        return Set.copyOf(chosen);
    }

    private static List<Pattern> patterns(Section in) {
        return in
                .texts(
                        "exclude_datasets",
                        List.of(),
                        "Datasets not to report, as regular expressions that match the whole name.")
                .stream()
                .flatMap(text -> pattern(in, text))
                .toList();
    }

    private static Stream<Pattern> pattern(Section in, String text) {
        try {
            return Stream.of(Pattern.compile(text));
        } catch (PatternSyntaxException notAPattern) {
            in.require(
                    false,
                    "exclude_datasets",
                    "must be regular expressions: " + notAPattern.getMessage());
            return Stream.empty();
        }
    }

    boolean speaks(Dialect dialect) {
        return dialects.contains(dialect);
    }

    /// Whether one of these is spoken.
    boolean speaks(Dialect one, Dialect other) {
        return speaks(one) || speaks(other);
    }

    boolean reportsDataset(String name) {
        return excludeDatasets.stream().noneMatch(pattern -> pattern.matches(name));
    }
}
