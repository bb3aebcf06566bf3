package dev.ingot.config;

import dev.ingot.config.Node.Entry;
import dev.ingot.config.Node.Mapping;
import dev.ingot.config.Node.Null;
import dev.ingot.config.Node.Scalar;
import dev.ingot.config.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds the tree of one YAML 1.2 text from the parser's events.
///
/// Events rather than the engine's own tree, because this way the depth is checked before anything
/// recurses, aliases are counted as if they were written out, and a key that stands twice is found.
/// Merge keys (`<<`) work as in YAML 1.1, since the collector takes them.
final class YamlText {
    static final int MAX_DEPTH = 100;
    static final int MAX_NODES = 200_000;
    static final String TOO_DEEP = "more than " + MAX_DEPTH + " levels are nested here";

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TAGS =
            Set.of("!", "str", "int", "float", "bool", "null", "map", "seq", "merge");
    private static final String TAG_PREFIX = "tag:yaml.org,2002:";

    private final Iterator<Event> events;
    private final UnaryOperator<Place> placing;
    private final String source;
    private final Problems problems;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;
    private int depth;

    private YamlText(String text, String source, UnaryOperator<Place> placing, Problems problems) {
        var settings =
                LoadSettings.builder()
                        .setUseMarks(true)
                        .setCodePointLimit(Math.max(1, text.length()))
                        .build();
        this.events = new Parse(settings).parseString(text).iterator();
        this.source = source;
        this.placing = placing;
        this.problems = problems;
    }

    private record Anchored(Node node, int size) {}

    /// Reads one document. What is wrong with it is noted; then there is no tree. An empty text is
    /// a null.
    ///
    /// @param path the option that the text stands for; empty for a whole file
    static Optional<Node> read(String text, String source, String path, Problems problems) {
        return read(text, path, source, UnaryOperator.identity(), problems);
    }

    /// Reads a text that has no lines of its own: everything in it stands at one place.
    static Optional<Node> read(String text, Place place, String path, Problems problems) {
        return read(text, path, place.source(), _ -> place, problems);
    }

    private static Optional<Node> read(
            String text,
            String path,
            String source,
            UnaryOperator<Place> placing,
            Problems problems) {
        YamlSyntax.Mistake mistake;
        try {
            YamlSyntax.check(text);
            return Optional.of(new YamlText(text, source, placing, problems).document(path));
        } catch (YamlSyntax.Mistake found) {
            mistake = found;
        } catch (YamlEngineException syntax) {
            mistake = YamlSyntax.explain(syntax, text);
        }
        Place place = new Place(source, mistake.line(), mistake.column());
        problems.error(placing.apply(place), path, mistake.what());
        return Optional.empty();
    }

    private Node document(String path) {
        Node root = new Null(placing.apply(new Place(source, 1, 1)));
        boolean read = false;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (read) {
                        throw mistake(event, "a second document starts here; one is read");
                    }
                    read = true;
                }
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                default -> root = node(event, path);
            }
        }
        return root;
    }

    private Node node(Event event, String path) {
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        int before = nodes;
        count(event, 1);
        if (++depth > MAX_DEPTH) {
            throw mistake(event, TOO_DEEP);
        }
        checkTag(event);
        Node node =
                switch (event) {
                    case MappingStartEvent start -> mapping(start, path);
                    case SequenceStartEvent start -> sequence(start, path);
                    case ScalarEvent scalar -> scalar(scalar);
                    default -> throw mistake(event, "a value is expected here");
                };
        depth--;
        if (event instanceof NodeEvent named && named.getAnchor().isPresent()) {
            if (node instanceof Null) {
                throw mistake(
                        event,
                        "nothing follows this anchor; a text that starts with & needs quotes");
            }
            anchors.put(named.getAnchor().get(), new Anchored(node, nodes - before));
        }
        return node;
    }

    private Node aliased(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw mistake(
                    alias, "no such anchor stands before; a text that starts with * needs quotes");
        }
        count(alias, anchored.size());
        return anchored.node();
    }

    private void count(Event event, int size) {
        nodes += size;
        if (nodes > MAX_NODES) {
            throw mistake(event, "more than " + MAX_NODES + " values, aliases included");
        }
    }

    private void checkTag(Event event) {
        Optional<String> tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case MappingStartEvent start -> start.getTag();
                    case SequenceStartEvent start -> start.getTag();
                    default -> Optional.empty();
                };
        if (tag.isPresent() && !TAGS.contains(tag.get().replace(TAG_PREFIX, ""))) {
            throw mistake(
                    event, "tags have no meaning here; a text that starts with ! needs quotes");
        }
    }

    private Node scalar(ScalarEvent event) {
        boolean text = !event.isPlain() || event.getTag().filter(YamlText::isText).isPresent();
        return !text && NULLS.contains(event.getValue())
                ? new Null(place(event))
                : new Scalar(place(event), event.getValue(), text);
    }

    private static boolean isText(String tag) {
        return tag.equals("!") || tag.equals(TAG_PREFIX + "str");
    }

    private Sequence sequence(Event start, String path) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); !ends(event); event = events.next()) {
            items.add(node(event, path + "[" + items.size() + "]"));
        }
        return new Sequence(place(start), items);
    }

    private Mapping mapping(Event start, String path) {
        var entries = new LinkedHashMap<String, Entry>();
        List<Node> merged = new ArrayList<>();
        for (Event event = events.next(); !ends(event); event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw mistake(event, "a key must be a text");
            }
            count(key, 1);
            String name = key.getValue();
            String keyPath = path.isEmpty() ? name : path + "." + name;
            Node value = node(events.next(), keyPath);
            if (name.equals("<<") && key.isPlain()) {
                merged.add(value);
                continue;
            }
            Entry first = entries.putIfAbsent(name, new Entry(name, place(key), value));
            if (first != null) {
                problems.error(place(key), keyPath, "is set twice; first at " + first.place());
            }
        }
        merged.forEach(value -> merge(value, entries, path));
        return new Mapping(place(start), entries);
    }

    /// What stands in the mapping itself wins, then what is merged earlier.
    private void merge(Node value, Map<String, Entry> entries, String path) {
        switch (value) {
            case Mapping mapping -> {
                count(mapping.entries().size(), value.place());
                mapping.entries().forEach(entries::putIfAbsent);
            }
            case Sequence list
                    when list.items().stream().allMatch(item -> item instanceof Mapping) ->
                    list.items().forEach(item -> merge(item, entries, path));
            default ->
                    problems.error(
                            value.place(),
                            path.isEmpty() ? "<<" : path + ".<<",
                            value.kind() + " cannot be merged; write a mapping such as *defaults");
        }
    }

    private void count(int size, Place place) {
        nodes += size;
        if (nodes > MAX_NODES) {
            throw new YamlSyntax.Mistake(
                    place.line(), place.column(), "more than " + MAX_NODES + " values, merged");
        }
    }

    private static boolean ends(Event event) {
        return event.getEventId() == Event.ID.MappingEnd
                || event.getEventId() == Event.ID.SequenceEnd;
    }

    private Place place(Event event) {
        Mark mark = event.getStartMark().orElse(null);
        return placing.apply(place(source, mark));
    }

    private static Place place(String source, @Nullable Mark mark) {
        return mark == null
                ? new Place(source, 1, 1)
                : new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private YamlSyntax.Mistake mistake(Event event, String what) {
        Place place = place(source, event.getStartMark().orElse(null));
        return new YamlSyntax.Mistake(place.line(), place.column(), what);
    }
}
