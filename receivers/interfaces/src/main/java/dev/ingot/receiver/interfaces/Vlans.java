package dev.ingot.receiver.interfaces;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The VLAN of every interface of one round: its own id, or that of the one VLAN its bridge
/// carries.
///
/// A bridge with members of several VLANs has none, and so have its other members.
final class Vlans {
    private static final String SEVERAL = "";

    private final Map<String, String> byDevice;

    private Vlans(Map<String, String> byDevice) {
        this.byDevice = byDevice;
    }

    /// @param config the text of `/proc/<pid>/net/vlan/config`: after two lines of heading, `name |
    ///   id | parent`
    static Vlans read(String config, List<Device> devices) {
        Map<String, String> ids = parse(config);
        var byBridge = new HashMap<String, String>();
        for (Device device : devices) {
            String id = ids.get(device.name());
            if (id != null && !device.master().isEmpty()) {
                byBridge.merge(
                        device.master(), id, (one, other) -> one.equals(other) ? one : SEVERAL);
            }
        }
        var byDevice = new HashMap<String, String>();
        for (Device device : devices) {
            String own = ids.getOrDefault(device.name(), byBridge.getOrDefault(device.name(), ""));
            byDevice.put(
                    device.name(),
                    own.isEmpty() ? byBridge.getOrDefault(device.master(), "") : own);
        }
        return new Vlans(byDevice);
    }

    static Map<String, String> parse(String config) {
        var ids = new HashMap<String, String>();
        config.lines()
                .skip(2)
                .map(line -> line.split("\\|", 3))
                .filter(parts -> parts.length == 3)
                .forEach(parts -> ids.put(parts[0].strip(), parts[1].strip()));
        return ids;
    }

    /// The id; empty for none.
    String of(Device device) {
        return byDevice.getOrDefault(device.name(), "");
    }
}
