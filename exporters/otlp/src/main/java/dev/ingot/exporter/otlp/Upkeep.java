package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/// What the files of a queue need beside their records. Where it fails nothing is lost: it is said,
/// and done the next time.
final class Upkeep {
    private final QueueDirectory directory;
    private final SegmentLog log;
    private final Losses losses;

    Upkeep(QueueDirectory directory, SegmentLog log, Losses losses) {
        this.directory = directory;
        this.log = log;
        this.losses = losses;
    }

    /// Until this works, a restart sends again what was sent since. Guarded by the queue.
    void commit() {
        try {
            log.commit();
        } catch (IOException failed) {
            say("move the cursor of ", failed);
        }
    }

    /// Guarded by the queue.
    void retire(long atLeastBytes) {
        try {
            log.retire(atLeastBytes);
        } catch (IOException failed) {
            say("delete from ", failed);
        }
    }

    /// Makes the disk write what is in a segment; until it does, that would be lost if the machine
    /// stopped. Used by several threads at once.
    boolean sync(Segment segment) {
        try {
            segment.sync();
        } catch (ClosedChannelException sent) {
            // all of it was delivered and the segment deleted in the meantime
        } catch (IOException failed) {
            say("make the disk write ", failed);
            return false;
        }
        return true;
    }

    /// Guarded by the queue.
    void close() {
        try {
            log.close();
        } catch (IOException failed) {
            say("close ", failed);
        }
    }

    private void say(String what, IOException failed) {
        losses.lost(0, "cannot " + what + directory + ": " + Causes.file(failed));
    }
}
