package dev.ingot.receiver.interfaces;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which ends of veth pairs lie in whose network namespace. Immutable.
///
/// An interface of the host is a container's when both ends name each other: numbers are used again
/// in every namespace, so one direction alone could point at a stranger.
final class Ownership {
    static final Ownership EMPTY = new Ownership(Map.of(), Map.of());

    /// @param bridges where an end of the owner's is attached on the host; used only where the
    ///   host's number is unknown
    private record Claim(NetworkEnd end, Owner owner, Set<String> bridges) {}

    private final Map<Integer, List<Claim>> byHostIndex;
    private final Map<Integer, List<Claim>> byOwnIndex;

    private Ownership(Map<Integer, List<Claim>> byHostIndex, Map<Integer, List<Claim>> byOwnIndex) {
        this.byHostIndex = byHostIndex;
        this.byOwnIndex = byOwnIndex;
    }

    static Builder builder() {
        return new Builder();
    }

    /// The owner, if exactly one namespace can be meant.
    @Nullable Owner of(Device device) {
        int peer = device.traits().peer();
        if (device.index() == 0 || peer == 0) {
            return null;
        }
        Owner owner =
                single(
                        byHostIndex.getOrDefault(device.index(), List.of()).stream()
                                .filter(claim -> claim.end.index() == peer)
                                .toList());
        if (owner != null) {
            return owner;
        }
        return single(
                byOwnIndex.getOrDefault(peer, List.of()).stream()
                        .filter(claim -> claim.bridges.contains(device.master()))
                        .toList());
    }

    private static @Nullable Owner single(List<Claim> claims) {
        if (claims.isEmpty()) {
            return null;
        }
        Claim last = claims.getLast();
        String namespace = last.end.namespace();
        boolean one =
                claims.size() == 1
                        || (namespace != null
                                && claims.stream()
                                        .allMatch(
                                                claim -> namespace.equals(claim.end.namespace())));
        return one ? last.owner : null;
    }

    /// Collects claims. Not safe for several threads at once.
    static final class Builder {
        private final Map<Integer, List<Claim>> byHostIndex = new HashMap<>();
        private final Map<Integer, List<Claim>> byOwnIndex = new HashMap<>();

        private Builder() {}

        /// Of two owners in one namespace, the later counts.
        Builder add(Owner owner, List<NetworkEnd> ends, Set<String> bridges) {
            for (NetworkEnd end : ends) {
                var claim = new Claim(end, owner, new HashSet<>(bridges));
                if (end.hostIndex() != 0) {
                    byHostIndex.computeIfAbsent(end.hostIndex(), _ -> new ArrayList<>()).add(claim);
                } else {
                    byOwnIndex.computeIfAbsent(end.index(), _ -> new ArrayList<>()).add(claim);
                }
            }
            return this;
        }

        Ownership build() {
            return new Ownership(byHostIndex, byOwnIndex);
        }
    }
}
