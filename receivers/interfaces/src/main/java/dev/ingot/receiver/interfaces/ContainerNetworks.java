package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The engine's networks that a Linux bridge carries. Immutable.
///
/// A bridge is called `br-` and the first twelve signs of its network's id, unless the network was
/// made with the option `com.docker.network.bridge.name`.
final class ContainerNetworks {
    static final ContainerNetworks NONE = new ContainerNetworks(Map.of(), Map.of());

    private static final int ID_IN_BRIDGE_NAME = 12;
    private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

    /// The network of `docker0` is called `bridge`, which says less than `docker0`.
    private static final String DEFAULT_BRIDGE = "com.docker.network.bridge.default_bridge";

    private final Map<String, String> nameByBridge;
    private final Map<String, String> bridgeById;

    private ContainerNetworks(Map<String, String> nameByBridge, Map<String, String> bridgeById) {
        this.nameByBridge = nameByBridge;
        this.bridgeById = bridgeById;
    }

    /// The answer of `GET /networks`.
    static ContainerNetworks read(JsonNode networks) {
        var names = new HashMap<String, String>();
        var ids = new HashMap<String, String>();
        for (JsonNode network : networks) {
            String id = network.path("Id").asText();
            if (!network.path("Driver").asText().equals("bridge")
                    || id.length() < ID_IN_BRIDGE_NAME) {
                continue;
            }
            String given = network.path("Options").path(BRIDGE_NAME).asText();
            String bridge = given.isEmpty() ? "br-" + id.substring(0, ID_IN_BRIDGE_NAME) : given;
            ids.put(id, bridge);
            if (!network.path("Options").path(DEFAULT_BRIDGE).asText().equals("true")) {
                names.put(bridge, network.path("Name").asText());
            }
        }
        return new ContainerNetworks(names, ids);
    }

    /// The name of the network that a bridge carries; null where there is none.
    @Nullable String nameOf(String bridge) {
        return nameByBridge.get(bridge);
    }

    /// The bridge that carries the network of this id; null where there is none.
    @Nullable String bridgeOf(String id) {
        return bridgeById.get(id);
    }
}
