package dev.ingot.config;

import dev.ingot.config.Node.Mapping;
import dev.ingot.config.Node.Null;
import java.util.List;
import java.util.Optional;

/// What `--set a.b=c` lays over the files. The value is YAML; `::` separates keys too, for those
/// that have a dot.
final class Overrides {
    /// What the place of such a value starts with.
    static final String SOURCE = "--set ";

    private Overrides() {}

    static Optional<Mapping> read(String argument, Problems problems) {
        int equals = argument.indexOf('=');
        List<String> keys = equals < 1 ? List.of() : keys(argument.substring(0, equals).strip());
        if (keys.isEmpty()
                || keys.size() > YamlText.MAX_DEPTH
                || keys.stream().anyMatch(String::isBlank)) {
            // The argument may hold a secret, so it is not repeated.
            problems.error(
                    Place.of(SOURCE.strip()),
                    "",
                    "an option and a value are expected, such as --set"
                            + " extensions.health_check.endpoint=:13133");
            return Optional.empty();
        }
        String path = String.join(".", keys);
        Place place = Place.of(SOURCE + path);
        return YamlText.read(argument.substring(equals + 1), place, path, problems)
                .map(value -> value instanceof Null ? new Null(place) : value)
                .map(value -> ConfigSource.at(keys, place, value));
    }

    private static List<String> keys(String path) {
        return List.of(path.split(path.contains("::") ? "::" : "\\.", -1));
    }
}
