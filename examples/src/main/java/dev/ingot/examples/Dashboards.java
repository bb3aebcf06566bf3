package dev.ingot.examples;

import java.util.List;

/// Every dashboard that is shipped. Reading this file is reading the list.
final class Dashboards {
    private Dashboards() {}

    /// Made anew at each call, since a dashboard's JSON is handed out as it is.
    static List<Dashboard> all() {
        return List.of(
                TrueNasOverview.dashboard(),
                NetworkTraffic.dashboard(),
                ProxmoxOverview.dashboard(),
                VmDetail.dashboard(),
                ZfsPools.dashboard(),
                IngotItself.dashboard());
    }
}
