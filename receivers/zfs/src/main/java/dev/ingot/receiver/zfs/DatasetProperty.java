package dev.ingot.receiver.zfs;

import dev.ingot.record.Metric;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A property of datasets that pdf/zfs_exporter reports.
///
/// @param word how `zfs` calls it
record DatasetProperty(String word, Metric metric) {
    static final List<DatasetProperty> ALL =
            List.of(
                    of(
                            "available",
                            "available_bytes",
                            "The amount of space in bytes available to the dataset and all its children."),
                    of(
                            "compressratio",
                            "compression_ratio",
                            "The ratio of compressed size vs uncompressed size for this dataset."),
                    of(
                            "logicalused",
                            "logical_used_bytes",
                            "The amount of space in bytes that is \"logically\" consumed by this dataset and all its"
                                    + " descendents. See the \"used_bytes\" property."),
                    of(
                            "logicalreferenced",
                            "logical_referenced_bytes",
                            "The amount of space that is \"logically\" accessible by this dataset. See the"
                                    + " \"referenced_bytes\" property."),
                    of(
                            "quota",
                            "quota_bytes",
                            "The maximum amount of space in bytes this dataset and its descendents can consume."),
                    of(
                            "refcompressratio",
                            "referenced_compression_ratio",
                            "The ratio of compressed size vs uncompressed size for the referenced space of this"
                                    + " dataset. See also the \"compression_ratio\" property."),
                    of(
                            "referenced",
                            "referenced_bytes",
                            "The amount of data in bytes that is accessible by this dataset, which may or may not be"
                                    + " shared with other datasets in the pool."),
                    of(
                            "refquota",
                            "referenced_quota_bytes",
                            "The maximum amount of space in bytes this dataset can consume."),
                    of(
                            "refreservation",
                            "referenced_reservation_bytes",
                            "The minimum amount of space in bytes guaranteed to this dataset."),
                    of(
                            "reservation",
                            "reservation_bytes",
                            "The minimum amount of space in bytes guaranteed to a dataset and its descendants."),
                    of(
                            "snapshot_count",
                            "snapshot_count_total",
                            "The total number of snapshots that exist under this location in the dataset tree. This"
                                    + " value is only available when a snapshot_limit has been set somewhere in the"
                                    + " tree under which the dataset resides."),
                    of(
                            "snapshot_limit",
                            "snapshot_limit_total",
                            "The total limit on the number of snapshots that can be created on a dataset and its"
                                    + " descendents."),
                    of(
                            "used",
                            "used_bytes",
                            "The amount of space in bytes consumed by this dataset and all its descendents."),
                    of(
                            "usedbychildren",
                            "used_by_children_bytes",
                            "The amount of space in bytes used by children of this dataset, which would be freed if"
                                    + " all the dataset's children were destroyed."),
                    of(
                            "usedbydataset",
                            "used_by_dataset_bytes",
                            "The amount of space in bytes used by this dataset itself, which would be freed if the"
                                    + " dataset were destroyed."),
                    of(
                            "usedbyrefreservation",
                            "used_by_reference_reservation_bytes",
                            "The amount of space in bytes used by a refreservation set on this dataset, which would"
                                    + " be freed if the refreservation was removed."),
                    of(
                            "usedbysnapshots",
                            "used_by_snapshot_bytes",
                            "The amount of space in bytes consumed by snapshots of this dataset."),
                    of("volsize", "volume_size_bytes", "The logical size in bytes of this volume."),
                    of(
                            "written",
                            "written_bytes",
                            "The amount of referenced space in bytes written to this dataset since the previous"
                                    + " snapshot."),
                    of(
                            "creation",
                            "creation_timestamp",
                            "When this dataset was created, in seconds since the epoch."));

    /// What the exporter asks for unless told otherwise, of file systems and of volumes.
    static final List<String> USUAL =
            List.of(
                    "available",
                    "logicalused",
                    "quota",
                    "referenced",
                    "used",
                    "usedbydataset",
                    "volsize",
                    "written");

    private static DatasetProperty of(String word, String metric, String help) {
        String unit = metric.endsWith("_ratio") ? "1" : metric.endsWith("_bytes") ? "By" : "";
        return new DatasetProperty(word, Metric.gauge("zfs_dataset_" + metric, unit, help));
    }

    static List<String> words() {
        return ALL.stream().map(DatasetProperty::word).toList();
    }

    static Optional<DatasetProperty> of(String word) {
        return ALL.stream().filter(property -> property.word.equals(word)).findFirst();
    }

    /// What `zfs list -p` printed; null where there is no such property of the dataset, or no
    /// limit. A compression ratio becomes its inverse.
    @Nullable Number value(String printed) {
        if (metric.unit().equals("1")) {
            Double times = Numbers.decimal(printed);
            return times == null || times == 0 ? null : Double.valueOf(1 / times);
        }
        return Numbers.whole(printed);
    }
}
