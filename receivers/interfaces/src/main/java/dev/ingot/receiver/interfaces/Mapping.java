package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way to learn whose interfaces are: a failure domain of its own.
///
/// [#outdated] and [#owner] run on the scrape's thread, [#look] on the thread of its [Lookup];
/// neither of the first two may wait.
interface Mapping {
    /// The value of the label `collector`.
    String name();

    /// Whether a look is due: something is new, or was told to have changed.
    boolean outdated(List<Device> devices);

    /// Learns whose these are. May be slow, and is interrupted when the receiver closes.
    ///
    /// @throws IOException `cannot <verb> <object> <value>: <cause>`; what could be learned all the
    ///   same, now or before, stays
    void look(List<Device> devices) throws IOException, InterruptedException;

    /// Whose this interface is; null where that is not known for certain.
    @Nullable Owner owner(Device device);
}
