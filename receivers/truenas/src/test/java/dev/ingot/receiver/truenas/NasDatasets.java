package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// What `pool.dataset.query` makes of its options `extra`, which decide what is in the answer at
/// all: the children, how often a dataset was snapshotted, whether it is encrypted.
final class NasDatasets {
    private static final List<String> ENCRYPTION =
            List.of("encrypted", "encryption_root", "key_loaded", "locked");

    private NasDatasets() {}

    /// A pool's own dataset, and below it so many that together they are `count`.
    static ArrayNode many(NasServer server, int count) throws IOException {
        JsonNode some = Objects.requireNonNull(server.answers.of("pool.dataset.query")).get(0);
        ArrayNode many = NasServer.JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            ObjectNode one = some.deepCopy();
            many.add(one.put("id", i == 0 ? "tank" : "tank/" + i));
        }
        return many;
    }

    /// @param all the datasets of all pools, each by itself
    static JsonNode of(JsonNode all, JsonNode extra) {
        ArrayNode chosen = NasServer.JSON.createArrayNode();
        boolean children = extra.path("retrieve_children").asBoolean(true);
        for (JsonNode dataset : all) {
            if (dataset.isObject() && (children || !dataset.path("id").asText().contains("/"))) {
                chosen.add(stripped(dataset.deepCopy(), extra));
            }
        }
        return extra.path("flat").asBoolean(true) ? chosen : nested(chosen);
    }

    private static ObjectNode stripped(ObjectNode dataset, JsonNode extra) {
        if (!extra.path("snapshots_count").asBoolean(false)) {
            dataset.remove("snapshot_count");
        }
        JsonNode properties = extra.path("properties");
        if (properties.isArray() && !properties.toString().contains("\"encryption\"")) {
            dataset.remove(ENCRYPTION);
        }
        return dataset;
    }

    /// Only the pools' own datasets, the others in the `children` of those above them.
    private static JsonNode nested(ArrayNode flat) {
        var byName = new TreeMap<String, ObjectNode>();
        flat.forEach(dataset -> byName.put(dataset.path("id").asText(), (ObjectNode) dataset));
        ArrayNode roots = NasServer.JSON.createArrayNode();
        byName.forEach((name, dataset) -> {
            ObjectNode above = byName.get(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
            if (above == null) {
                roots.add(dataset);
            } else {
                above.withArray("children").add(dataset);
            }
        });
        return roots;
    }
}
