package dev.ingot.receiver.syslog;

import dev.ingot.record.Origin;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The services and hosts that records come from. Equal names share one origin, so that encoders
/// can group by it. Used by several threads at once.
final class Origins {
    /// More than a network has; a sender that makes up names starts the table anew.
    private static final int MOST = 4096;

    private final Map<String, String> more;
    private final ConcurrentMap<Key, Origin> known = new ConcurrentHashMap<>();

    private record Key(String service, String host) {}

    /// @param more attributes that every resource carries; they win over the message's
    Origins(Map<String, String> more) {
        this.more = Map.copyOf(more);
    }

    Origin of(String service, String host) {
        var key = new Key(service, host);
        Origin origin = known.get(key);
        if (origin != null) {
            return origin;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(key, this::make);
    }

    private Origin make(Key key) {
        var attributes = Attributes.builder();
        attributes.put("service.name", key.service());
        attributes.put("host.name", key.host());
        more.forEach(attributes::put);
        return Origin.of(Resource.create(attributes.build()));
    }
}
