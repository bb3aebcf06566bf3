package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What the methods of a [NasServer] answer: files of the folder `nas` of the test resources by
/// method, those of a release's folder first, and what a test puts in their place.
final class NasAnswers {
    static final ObjectMapper JSON = new ObjectMapper();

    private final NasServer.Release release;
    private final Map<String, JsonNode> own = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    final Set<String> hanging = ConcurrentHashMap.newKeySet();
    final Set<String> absent = ConcurrentHashMap.newKeySet();

    NasAnswers(NasServer.Release release) {
        this.release = release;
    }

    void put(String method, JsonNode answer) {
        own.put(method, answer);
    }

    void count(String method) {
        calls.computeIfAbsent(method, _ -> new AtomicInteger()).incrementAndGet();
    }

    int counted(String method) {
        AtomicInteger count = calls.get(method);
        return count == null ? 0 : count.get();
    }

    /// The answer, or null where the release has no such method.
    @Nullable JsonNode of(String method) throws IOException {
        if (absent.contains(method) || !release.has(method)) {
            return null;
        }
        JsonNode answer = own.get(method);
        return answer != null ? answer : file(method);
    }

    private @Nullable JsonNode file(String method) throws IOException {
        for (String folder : List.of("/nas/" + release.number + "/", "/nas/")) {
            try (InputStream file =
                    NasAnswers.class.getResourceAsStream(folder + method + ".json")) {
                if (file != null) {
                    return JSON.readTree(file);
                }
            }
        }
        return null;
    }
}
