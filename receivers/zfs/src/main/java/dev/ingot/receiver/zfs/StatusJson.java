package dev.ingot.receiver.zfs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ingot.receiver.zfs.Status.Device;
import dev.ingot.receiver.zfs.Status.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `zpool status -j`, which OpenZFS has from 2.3 on. Numbers may be numbers or texts.
final class StatusJson {
    private static final int DEEPEST = 50;
    private static final Map<String, String> GROUPS = groups();

    private final JsonMapper mapper =
            new JsonMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(DEEPEST)
                                            .build())
                            .build());

    /// @throws IOException where the text is not the whole of what `zpool` prints
    List<Status> parse(String text) throws IOException {
        JsonNode root;
        try {
            root = mapper.readTree(text);
        } catch (JsonProcessingException torn) {
            throw new IOException(
                    "cannot read what `zpool status -j` printed: " + torn.getOriginalMessage());
        }
        if (!root.path("output_version").isObject()) {
            throw new IOException("cannot read what `zpool status -j` printed: no output_version");
        }
        var all = new ArrayList<Status>();
        for (JsonNode pool : root.path("pools")) {
            all.add(pool(pool));
        }
        return all;
    }

    private static Status pool(JsonNode json) {
        String pool = json.path("name").asText();
        var devices = new ArrayList<Device>();
        GROUPS.forEach((key, group) -> {
            for (JsonNode device : json.path(key)) {
                if (device.path("vdev_type").asText().equals("root")) {
                    device.path("vdevs").forEach(top -> add(devices, pool, pool, group, top));
                } else {
                    add(devices, pool, pool, group, device);
                }
            }
        });
        return new Status(
                pool, scan(json.path("scan_stats")), devices, whole(json.path("error_count")));
    }

    private static void add(
            List<Device> out, String pool, String parent, String group, JsonNode json) {
        String name = json.path("name").asText();
        String own = json.path("class").asText();
        String of = group.equals("data") && GROUPS.containsValue(own) ? own : group;
        out.add(
                new Device(
                        pool,
                        name,
                        json.path("vdev_type").asText(),
                        of,
                        parent,
                        PoolState.of(json.path("state").asText()),
                        whole(json.path("read_errors")),
                        whole(json.path("write_errors")),
                        whole(json.path("checksum_errors")),
                        whole(json.path("slow_ios")),
                        size(json.path("alloc_space")),
                        size(
                                json.has("total_space")
                                        ? json.path("total_space")
                                        : json.path("phys_space"))));
        json.path("vdevs").forEach(child -> add(out, pool, name, of, child));
    }

    private static @Nullable Scan scan(JsonNode json) {
        String function = json.path("function").asText("NONE").toLowerCase(Locale.ROOT);
        String state = json.path("state").asText("NONE");
        if (function.equals("none") || state.equals("NONE")) {
            return null;
        }
        boolean running = state.equals("SCANNING") || state.equals("ERRORSCRUBBING");
        Long skipped = size(json.path("skipped"));
        Long examine = size(json.path("to_examine"));
        Long total = examine == null ? null : examine - (skipped == null ? 0 : skipped);
        Long issued = size(json.path("issued"));
        Long pause = whole(json.path("scrub_pause"));
        boolean finished = state.equals("FINISHED");
        return new Scan(
                function,
                running,
                running && pause != null && pause > 0,
                finished,
                whole(json.path("start_time")),
                running ? null : whole(json.path("end_time")),
                size(json.path("examined")),
                issued,
                total,
                size(json.path("processed")),
                whole(json.path("errors")),
                finished ? Double.valueOf(1) : ratio(issued, total));
    }

    private static @Nullable Double ratio(@Nullable Long issued, @Nullable Long total) {
        return issued == null || total == null || total <= 0
                ? null
                : Double.valueOf(Math.min(1, (double) issued / total));
    }

    private static Map<String, String> groups() {
        var groups = new LinkedHashMap<String, String>();
        groups.put("vdevs", "data");
        groups.put("special", "special");
        groups.put("dedup", "dedup");
        groups.put("logs", "logs");
        groups.put("l2cache", "cache");
        groups.put("spares", "spares");
        return groups;
    }

    private static @Nullable Long whole(JsonNode value) {
        return value.isNumber() ? Long.valueOf(value.asLong()) : Numbers.whole(value.asText());
    }

    private static @Nullable Long size(JsonNode value) {
        return value.isNumber() ? Long.valueOf(value.asLong()) : Numbers.size(value.asText());
    }
}
