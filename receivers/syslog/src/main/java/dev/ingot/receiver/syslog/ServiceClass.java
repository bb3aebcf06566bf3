package dev.ingot.receiver.syslog;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The service of a NAS that a message is about, by the names that dashboards for TrueNAS ask for.
enum ServiceClass {
    SMB,
    NFS,
    ZFS,
    ISCSI,
    BACKUP;

    /// The name as the attribute `service` holds it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param appname decides where it is known
    /// @param text decides otherwise
    static Optional<ServiceClass> of(@Nullable String appname, String text) {
        ServiceClass byName =
                switch (appname) {
                    case "smbd", "nmbd", "winbindd", "samba", "TNAUDIT_SMB" -> SMB;
                    case "nfsd", "mountd", "rpcbind", "rpc.nfsd", "rpc.mountd", "rpc.statd" -> NFS;
                    case "zed", "zpool", "zfs" -> ZFS;
                    case "iscsitarget", "ctld", "iscsi-scstd", "scst", "iscsid" -> ISCSI;
                    case "ZETTAREPL", "zettarepl" -> BACKUP;
                    case null, default -> null;
                };
        if (byName != null) {
            return Optional.of(byName);
        }
        boolean backup =
                text.contains("replication")
                        || text.contains("snapshot")
                        || text.contains("backup")
                        || text.contains("zfs send")
                        || text.contains("zfs recv");
        return backup ? Optional.of(BACKUP) : Optional.empty();
    }
}
