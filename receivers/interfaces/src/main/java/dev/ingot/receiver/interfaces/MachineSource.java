package dev.ingot.receiver.interfaces;

import java.io.IOException;
import java.util.Map;

/// Something that knows the running virtual machines.
interface MachineSource {
    /// Whether this host has it at all.
    boolean isHere();

    /// The names of the machines by the numbers of their interfaces.
    Map<Integer, String> machines() throws IOException, InterruptedException;
}
