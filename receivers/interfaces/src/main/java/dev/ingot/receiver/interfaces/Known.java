package dev.ingot.receiver.interfaces;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that is known of owners in this round. A mapping that is switched off is null.
record Known(
        @Nullable Docker docker,
        @Nullable Machines machines,
        @Nullable Guests guests,
        @Nullable SystemContainers systemContainers) {

    @Nullable Owner container(Device device) {
        return docker == null ? null : docker.owner(device);
    }

    @Nullable Owner machine(Device device) {
        return machines == null ? null : machines.owner(device);
    }

    @Nullable Owner guest(Device device) {
        return guests == null ? null : guests.owner(device);
    }

    @Nullable Owner systemContainer(Device device) {
        return systemContainers == null ? null : systemContainers.owner(device);
    }

    /// The container network that a bridge carries; null where none is known.
    @Nullable String network(String bridge) {
        return docker == null ? null : docker.network(bridge);
    }

    /// The application of the network that a bridge carries; empty for none.
    String appOfBridge(String bridge) {
        String network = network(bridge);
        return network == null ? "" : Container.appOfNetwork(network);
    }

    List<Mapping> mappings() {
        return Stream.of(docker, machines, guests, systemContainers)
                .filter(Objects::nonNull)
                .map(Mapping.class::cast)
                .toList();
    }
}
