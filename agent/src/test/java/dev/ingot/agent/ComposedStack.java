package dev.ingot.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A stack of the examples as Docker Compose reads it, with a `.env` beside it.
record ComposedStack(Path folder, JsonNode services) {
    /// @param set what is set in `.env`; the rest is as in `.env.example`
    /// @throws AssertionError where Compose refuses it, with what it said
    static ComposedStack of(Stack stack, Path directory, Map<String, String> set)
            throws IOException {
        Path folder = Files.createDirectories(directory.resolve("compose"));
        Map<String, String> all = new TreeMap<>(stack.documented());
        all.putAll(set);
        var environment = new StringBuilder();
        all.forEach((name, value) -> environment.append("%s='%s'\n".formatted(name, value)));
        Files.writeString(folder.resolve(".env"), environment);
        Path copy = Files.writeString(folder.resolve("compose.yaml"), stack.text());
        String json = RealProgram.run("golang", folder, PeersTest.peer("compose"), copy.toString());
        return new ComposedStack(
                stack.folder(), new ObjectMapper().readTree(json).path("services"));
    }

    List<String> command(String service) {
        List<String> command = new ArrayList<>();
        services.path(service).path("command").forEach(word -> command.add(word.asText()));
        return command;
    }

    Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        services.path(service)
                .path("environment")
                .properties()
                .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
        return environment;
    }
}
