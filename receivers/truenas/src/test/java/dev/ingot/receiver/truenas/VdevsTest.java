package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How many more devices a vdev can lose.
class VdevsTest {
    @Test
    void aMirrorLosesAllLegsButOne() {
        redundancy("MIRROR", "ONLINE ONLINE", 1L);
        redundancy("MIRROR", "ONLINE ONLINE ONLINE", 2L);
        redundancy("MIRROR", "ONLINE DEGRADED", 1L);
        redundancy("MIRROR", "ONLINE REMOVED", 0L);
        redundancy("MIRROR", "ONLINE FAULTED", 0L);
        redundancy("MIRROR", "UNAVAIL OFFLINE", 0L);
    }

    @Test
    void aMirrorThatLostALegForGoodIsABareDisk() {
        redundancy("DISK", "", 0L);
    }

    @Test
    void parityIsUsedUpByWhatIsGone() {
        redundancy("RAIDZ", "ONLINE ONLINE ONLINE", 1L);
        redundancy("RAIDZ1", "ONLINE ONLINE OFFLINE", 0L);
        redundancy("RAIDZ2", "ONLINE ONLINE ONLINE ONLINE", 2L);
        redundancy("RAIDZ2", "ONLINE ONLINE UNAVAIL ONLINE", 1L);
        redundancy("RAIDZ2", "ONLINE OFFLINE OFFLINE OFFLINE", 0L);
        redundancy("RAIDZ3", "ONLINE ONLINE ONLINE ONLINE ONLINE", 3L);
        redundancy("DRAID2:4d:8c:1s", "ONLINE FAULTED", 1L);
    }

    @Test
    void whatIsNotKnownIsAbsent() {
        redundancy("RAIDZ9", "ONLINE ONLINE", null);
        redundancy("INDIRECT", "ONLINE", null);
        redundancy("cache", "DISK", "", null);
        redundancy("log", "MIRROR", "ONLINE REMOVED", null);
        redundancy("spare", "DISK", "", null);
        redundancy("special", "MIRROR", "ONLINE REMOVED", 0L);
        redundancy("dedup", "DISK", "", 0L);
    }

    private static void redundancy(String type, String members, @Nullable Long left) {
        redundancy("data", type, members, left);
    }

    /// @param members the status of each, separated by blanks
    private static void redundancy(
            String category, String type, String members, @Nullable Long left) {
        var item = NasServer.JSON.createObjectNode().put("type", type).put("status", "ONLINE");
        for (String status : members.isEmpty() ? new String[0] : members.split(" ", -1)) {
            item.withArray("children").addObject().put("type", "DISK").put("status", status);
        }
        var vdev = new Vdevs.Vdev("nas01", "tank", category, new Item(item));
        assertThat(vdev.redundancy()).as(category + " " + item).isEqualTo(left);
    }
}
