package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The virtual machines of TrueNAS by its command line tool, `midclt call vm.query`.
final class Midclt implements MachineSource {
    private final Command command;
    private final HostFiles files;

    Midclt(Command command, HostFiles files) {
        this.command = command;
        this.files = files;
    }

    @Override
    public boolean isHere() {
        return command.find("midclt") != null;
    }

    @Override
    public Map<Integer, String> machines() throws IOException, InterruptedException {
        String answer = command.output("midclt", "call", "vm.query");
        return machines(files, Json.readArray("midclt call vm.query", answer));
    }

    /// The answer of `vm.query` gives names and QEMU processes, and the processes say which
    /// interfaces they hold.
    static Map<Integer, String> machines(HostFiles files, JsonNode vms) throws IOException {
        var machines = new HashMap<Integer, String>();
        for (JsonNode vm : vms) {
            JsonNode status = vm.path("status");
            long pid = status.path("pid").asLong();
            if (status.path("state").asText().equals("RUNNING") && pid > 0) {
                String name = vm.path("name").asText();
                QemuProcess.interfaces(files, pid).forEach(index -> machines.put(index, name));
            }
        }
        return machines;
    }
}
