package dev.ingot.config;

import dev.ingot.config.Found.Bad;
import dev.ingot.config.Found.Text;
import dev.ingot.config.Found.Tree;
import dev.ingot.config.Found.Unset;
import dev.ingot.config.Node.Entry;
import dev.ingot.config.Node.Mapping;
import dev.ingot.config.Node.Null;
import dev.ingot.config.Node.Scalar;
import dev.ingot.config.Node.Sequence;
import dev.ingot.config.Parsed.Good;
import dev.ingot.config.Reading.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The keys of one mapping: which were asked for, what stands behind them, and the problems with
/// them. What a [YamlSection] stands on. For one thread.
final class Options {
    private static final Pattern NO_SPACE = Pattern.compile("[\\w./-]+:[^\\s/].*", Pattern.DOTALL);

    private final Reading reading;
    private final Mapping mapping;
    private final Place place;
    private final String path;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> bad = new HashSet<>();

    /// @param place the key of the mapping
    Options(Reading reading, Mapping mapping, Place place, String path) {
        this.reading = reading;
        this.mapping = mapping;
        this.place = place;
        this.path = path;
    }

    Place place() {
        return place;
    }

    String path() {
        return path;
    }

    Set<String> keys() {
        return mapping.entries().keySet();
    }

    boolean has(String key) {
        return mapping.entry(key) != null;
    }

    /// Whether a value stands behind a key, be it nothing (`tcp:`). Declares the option.
    boolean isPresent(String key) {
        asked.add(key);
        return has(key) && !(reading.tree(value(key), below(key)) instanceof Unset);
    }

    /// One value. What cannot be used is noted and answered with the fallback.
    <T> T scalar(
            String key, T fallback, Use use, String expected, Function<String, Parsed<T>> parser) {
        asked.add(key);
        return switch (reading.text(value(key), below(key), use, false, expected)) {
            case Text(String text) ->
                    switch (parser.apply(text)) {
                        case Good<T> good -> good.value();
                        case Parsed.Bad<T> no -> {
                            String shown = use == Use.URL ? Quote.url(text) : Quote.of(text);
                            note(key, shown + " " + no.what());
                            yield fallback;
                        }
                    };
            case Unset _, Tree _ -> fallback;
            case Bad _ -> failed(key, fallback);
        };
    }

    /// One text without which there is nothing; empty after a problem.
    String required(String key) {
        asked.add(key);
        return switch (reading.text(value(key), below(key), Use.TEXT, true, "a text")) {
            case Text(String text) when !text.isBlank() -> text;
            case Text _, Unset _, Tree _ -> {
                note(key, has(key) ? "is required, but empty" : "is required");
                yield "";
            }
            case Bad _ -> failed(key, "");
        };
    }

    /// The texts of a list, or a single one; empty where the option is not set.
    Optional<List<Item>> items(String key, String expected) {
        asked.add(key);
        Sequence list = reading.sequence(value(key), below(key));
        if (list == null) {
            return single(key);
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            Node node = list.items().get(i);
            String at = below(key) + "[" + i + "]";
            switch (reading.text(node, at, Use.TEXT, true, expected)) {
                case Text(String text) -> items.add(new Item(text, node.place(), at));
                case Unset _, Tree _ ->
                        reading.problems().error(node.place(), at, "is empty; write " + expected);
                case Bad _ -> bad.add(key);
            }
        }
        return Optional.of(items);
    }

    private Optional<List<Item>> single(String key) {
        return switch (reading.text(value(key), below(key), Use.TEXT, false, "a list")) {
            case Text(String text) when !text.isBlank() ->
                    Optional.of(List.of(new Item(text, place(key), below(key))));
            case Text _, Unset _, Tree _ -> Optional.empty();
            case Bad _ -> failed(key, Optional.empty());
        };
    }

    /// The texts of a mapping from names; one without a value is empty.
    <T> Map<String, T> entries(String key, Use use, Function<String, T> wrap) {
        Optional<Mapping> all = mapping(key, "a mapping from names to texts");
        var texts = new LinkedHashMap<String, T>();
        for (Entry entry : all.map(Mapping::entries).map(Map::values).orElse(List.of())) {
            String at = below(key) + "." + entry.key();
            switch (reading.text(entry.value(), at, use, true, "a text")) {
                case Text(String text) -> texts.put(entry.key(), wrap.apply(text));
                case Unset _, Tree _ -> texts.put(entry.key(), wrap.apply(""));
                case Bad _ -> bad.add(key);
            }
        }
        return texts;
    }

    /// The options of a mapping inside this one; none where it is not set. After a problem none,
    /// and nobody hears what else is missing.
    Options inner(String key) {
        return mapping(key, "a mapping of options")
                .map(inner -> new Options(reading, inner, keyPlace(key), below(key)))
                .orElseGet(() ->
                        new Options(reading.muted(), Mapping.empty(place), place, below(key)));
    }

    /// The options of every mapping in a list.
    List<Options> each(String key) {
        asked.add(key);
        return switch (reading.tree(value(key), below(key))) {
            case Tree(Sequence list) -> {
                // The items as options of their own, whose keys are `[0]`, `[1]` and so on.
                var items = new LinkedHashMap<String, Entry>();
                for (Node item : list.items()) {
                    String index = "[" + items.size() + "]";
                    items.put(index, new Entry(index, item.place(), item));
                }
                var all = new Options(reading, new Mapping(place, items), place, below(key));
                yield items.keySet().stream().map(all::inner).toList();
            }
            case Tree(Node other) when !(other instanceof Null) -> {
                note(key, other.kind() + " is not a list of mappings; each starts with `- `");
                yield List.of();
            }
            case Bad _ -> failed(key, List.of());
            case Tree _, Unset _, Text _ -> List.of();
        };
    }

    /// The mapping behind a key; an empty one where it is not set, none after a problem.
    private Optional<Mapping> mapping(String key, String expected) {
        asked.add(key);
        return switch (reading.tree(value(key), below(key))) {
            case Tree(Mapping inner) -> Optional.of(inner);
            case Tree(Node other) when !(other instanceof Null) -> {
                boolean noSpace =
                        other instanceof Scalar scalar && NO_SPACE.matcher(scalar.text()).matches();
                String hint = noSpace ? "; is a space missing after its colon?" : "";
                note(key, other.kind() + " is not " + expected + hint);
                yield Optional.empty();
            }
            case Bad _ -> failed(key, Optional.empty());
            case Tree _, Unset _, Text _ -> Optional.of(Mapping.empty(keyPlace(key)));
        };
    }

    void ignored(String key, String why) {
        asked.add(key);
        Entry entry = mapping.entry(key);
        if (entry != null && !(entry.value() instanceof Null)) {
            reading.showHarmless(entry.value());
            reading.problems().warning(entry.place(), below(key), "has no effect: " + why);
        }
    }

    /// Notes a problem with a key, unless its value was a problem already.
    void expect(String key, String expectation) {
        if (!bad.contains(key)) {
            note(key, expectation);
        }
    }

    void warn(String key, String what) {
        if (!bad.contains(key)) {
            reading.problems().warning(place(key), below(key), what);
        }
    }

    /// Reports the keys that nobody asked for.
    void finish() {
        Set<String> free = new LinkedHashSet<>(asked);
        free.removeAll(keys());
        for (Entry entry : mapping.entries().values()) {
            if (!asked.contains(entry.key())) {
                String what = "no such option" + Suggestion.among(entry.key(), free);
                reading.problems().error(entry.place(), below(entry.key()), what);
            }
        }
    }

    Problems problems() {
        return reading.problems();
    }

    boolean isBad(String key) {
        return bad.contains(key);
    }

    private void note(String key, String what) {
        bad.add(key);
        reading.problems().error(place(key), below(key), what);
    }

    private <T> T failed(String key, T answer) {
        bad.add(key);
        return answer;
    }

    private @Nullable Node value(String key) {
        Entry entry = mapping.entry(key);
        return entry == null ? null : entry.value();
    }

    private Place keyPlace(String key) {
        Entry entry = mapping.entry(key);
        return entry == null ? place : entry.place();
    }

    /// Where the value stands; its key where it has none; the mapping's key where it is not set.
    private Place place(String key) {
        if (key.isEmpty()) {
            return place;
        }
        Node value = value(key);
        int dot = key.indexOf('.');
        if (value == null && dot > 0 && value(key.substring(0, dot)) instanceof Mapping inner) {
            Place innerPlace = keyPlace(key.substring(0, dot));
            return new Options(reading, inner, innerPlace, "").place(key.substring(dot + 1));
        }
        return value == null || value instanceof Null ? keyPlace(key) : value.place();
    }

    private String below(String key) {
        if (key.isEmpty()) {
            return path;
        }
        return path.isEmpty() || key.startsWith("[") ? path + key : path + "." + key;
    }
}
