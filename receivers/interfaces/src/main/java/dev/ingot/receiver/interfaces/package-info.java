/// Traffic of network interfaces, by the container, virtual machine or application it belongs to.
///
/// [DeviceTable] reads the kernel's view, [Docker], [Machines] and [Guests] know whose an interface
/// is, [Naming] turns both into labels. What is slow or may hang runs in a [Lookup], on a thread of
/// its own; the counters never wait long for it.
@NullMarked
package dev.ingot.receiver.interfaces;

import org.jspecify.annotations.NullMarked;
