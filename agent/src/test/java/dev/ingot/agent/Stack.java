package dev.ingot.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A folder of the examples with a compose file: what the file says.
record Stack(Path folder, String text, Map<?, ?> compose) {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_0-9]+)");
    private static final Pattern DOCUMENTED =
            Pattern.compile("^([A-Z_0-9]+)=(.*)$", Pattern.MULTILINE);

    static Stack of(String name) throws IOException {
        String text = Files.readString(EXAMPLES.resolve(name).resolve("compose.yaml"));
        return new Stack(EXAMPLES.resolve(name), text, (Map<?, ?>) yaml(text));
    }

    static List<Stack> all() throws IOException {
        List<Stack> all = new ArrayList<>();
        try (var folders = Files.list(EXAMPLES)) {
            for (Path folder : folders.sorted().toList()) {
                if (Files.exists(folder.resolve("compose.yaml"))) {
                    all.add(of(folder.getFileName().toString()));
                }
            }
        }
        return all;
    }

    static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }

    /// The variables that the file asks the environment for.
    Set<String> asked() {
        Set<String> asked = new TreeSet<>();
        VARIABLE.matcher(text).results().forEach(variable -> asked.add(variable.group(1)));
        return asked;
    }

    /// The variables of `.env.example`, with what is set there.
    Map<String, String> documented() throws IOException {
        return documented(folder.resolve(".env.example"));
    }

    static Map<String, String> documented(Path file) throws IOException {
        Map<String, String> documented = new TreeMap<>();
        DOCUMENTED
                .matcher(Files.readString(file))
                .results()
                .forEach(variable -> documented.put(variable.group(1), variable.group(2)));
        return documented;
    }

    Map<String, Map<?, ?>> services() {
        Map<String, Map<?, ?>> services = new TreeMap<>();
        ((Map<?, ?>) part(compose, "services"))
                .forEach((name, service) -> services.put((String) name, (Map<?, ?>) service));
        return services;
    }

    Map<?, ?> service(String name) {
        return (Map<?, ?>) part(services(), name);
    }

    /// The texts of a list of a service, such as `volumes`; none where it is not there.
    List<String> texts(Map<?, ?> service, String key) {
        List<String> texts = new ArrayList<>();
        if (service.get(key) instanceof List<?> list) {
            list.forEach(text -> texts.add(String.valueOf(text)));
        }
        return texts;
    }

    /// The variables that a service has in its container.
    Map<String, String> environment(Map<?, ?> service) {
        Map<String, String> environment = new TreeMap<>();
        if (service.get("environment") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> environment.put((String) name, String.valueOf(value)));
        }
        return environment;
    }

    private static Object part(Map<?, ?> map, String key) {
        Object part = map.get(key);
        if (part == null) {
            throw new AssertionError("no `" + key + "` in " + map.keySet());
        }
        return part;
    }
}
