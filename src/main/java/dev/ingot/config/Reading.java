package dev.ingot.config;

import dev.ingot.config.Expansion.Failure;
import dev.ingot.config.Found.Bad;
import dev.ingot.config.Found.Text;
import dev.ingot.config.Found.Tree;
import dev.ingot.config.Found.Unset;
import dev.ingot.config.Node.Mapping;
import dev.ingot.config.Node.Null;
import dev.ingot.config.Node.Scalar;
import dev.ingot.config.Node.Sequence;
import dev.ingot.config.Parsed.Good;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The reading of one configuration: fills in `${…}` when a value is asked for, and remembers what
/// each value was asked for as, so that printing it shows what was read and hides what is secret.
/// For one thread.
final class Reading {
    /// A variable may hold `${env:OTHER}` where a mapping or list is wanted, and so on, this often.
    private static final int MAX_HOPS = 10;

    /// What a value was asked for as.
    enum Use {
        /// The text itself; `0123` stays that.
        TEXT,
        /// A word such as `30s`, without blanks around it.
        WORD,
        /// A URL, which may hold a password.
        URL,
        /// What YAML makes of the text: a number or a flag.
        YAML,
        /// A text that is never shown.
        SECRET
    }

    private final Problems problems;
    private final Expander expander;
    private final Set<String> files;
    private final IdentityHashMap<Node, Use> uses = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Node> trees = new IdentityHashMap<>();
    private final IdentityHashMap<Scalar, Expansion> expansions = new IdentityHashMap<>();

    /// @param files the sources that are files, as places name them
    Reading(Problems problems, Expander expander, Set<String> files) {
        this.problems = problems;
        this.expander = expander;
        this.files = files;
    }

    /// The same reading whose problems nobody hears of, for what follows from a problem.
    Reading muted() {
        return new Reading(new Problems(), expander, files);
    }

    Problems problems() {
        return problems;
    }

    /// What the value was asked for as; null where nobody asked for it as a text.
    @Nullable Use use(Node node) {
        return uses.get(node);
    }

    /// The mapping or list that a text stood for, or the node itself.
    Node tree(Node node) {
        Node at = node;
        for (Node below = trees.get(at); below != null; below = trees.get(at)) {
            at = below;
        }
        return at;
    }

    /// Lets a value be printed that no option asked for, where it is a number, a flag, a size or a
    /// duration.
    void showHarmless(Node node) {
        if (node instanceof Scalar scalar
                && (Numbers.flag(scalar.text()) instanceof Good
                        || Sizes.parse(scalar.text()) instanceof Good
                        || Durations.parse(scalar.text()) instanceof Good)) {
            uses.putIfAbsent(scalar, Use.WORD);
        }
    }

    Expansion expansion(Scalar scalar) {
        Expansion known = expansions.get(scalar);
        if (known == null) {
            known = expander.expand(scalar.text());
            expansions.put(scalar, known);
        }
        return known;
    }

    /// The text behind a key.
    ///
    /// @param needed whether an unset variable is a problem rather than a reason for the fallback
    /// @param expected what was wanted, such as "a duration such as 30s"
    Found text(@Nullable Node node, String path, Use use, boolean needed, String expected) {
        return switch (node) {
            case null -> new Unset(null);
            case Null _ -> new Unset(null);
            case Scalar scalar -> text(scalar, path, use, needed, expected);
            case Mapping _, Sequence _ ->
                    bad(node.place(), path, node.kind() + " is not " + expected);
        };
    }

    private Found text(Scalar scalar, String path, Use use, boolean needed, String expected) {
        // An alias may make one value a secret here and a text there.
        uses.merge(scalar, use, (before, now) -> before == Use.SECRET ? before : now);
        Expansion expansion = expansion(scalar);
        if (noteFailures(scalar, path, expansion, use == Use.SECRET)) {
            return new Bad();
        }
        if (!expansion.unset().isEmpty()) {
            return unset(scalar, path, expansion, needed);
        }
        if (use == Use.SECRET) {
            warnOfReaders(scalar, path, expansion);
        }
        boolean filled = expansion.whole();
        return switch (use) {
            case TEXT, SECRET -> new Text(expansion.text());
            case WORD, URL ->
                    filled && expansion.text().isBlank()
                            ? new Unset(null)
                            : new Text(expansion.text().strip());
            case YAML ->
                    filled
                            ? yaml(scalar, expansion, path, expected)
                            : new Text(expansion.text().strip());
        };
    }

    private Found yaml(Scalar scalar, Expansion expansion, String path, String expected) {
        Optional<Node> yaml = YamlText.read(expansion.text(), scalar.place(), path, new Problems());
        if (yaml.isEmpty()) {
            return new Text(expansion.text().strip());
        }
        return switch (yaml.get()) {
            case Null _ -> new Unset(null);
            case Scalar value -> {
                uses.put(value, Use.YAML);
                trees.put(scalar, value);
                yield new Text(value.text().strip());
            }
            case Node tree -> bad(scalar.place(), path, tree.kind() + " is not " + expected);
        };
    }

    /// The mapping or list behind a key, or a text where that is all there is.
    Found tree(@Nullable Node node, String path) {
        Node at = node;
        for (int hop = 0; hop < MAX_HOPS; hop++) {
            if (at == null) {
                return new Unset(null);
            }
            if (!(at instanceof Scalar scalar) || !expansion(scalar).whole()) {
                return new Tree(at);
            }
            Expansion expansion = expansion(scalar);
            if (noteFailures(scalar, path, expansion, false)) {
                return new Bad();
            }
            if (!expansion.unset().isEmpty()) {
                return unset(scalar, path, expansion, false);
            }
            Node known = trees.get(scalar);
            Optional<Node> parsed =
                    known == null ? parse(scalar, path, expansion) : Optional.of(known);
            if (parsed.isEmpty()) {
                return new Bad();
            }
            trees.put(scalar, parsed.get());
            at = parsed.get();
        }
        return bad(at == null ? Place.of("") : at.place(), path, "refers to itself");
    }

    /// The list behind a key; null where it is none. A variable may hold one in brackets; whatever
    /// else it holds is a text.
    @Nullable Sequence sequence(@Nullable Node node, String path) {
        if (node instanceof Sequence sequence) {
            return sequence;
        }
        if (!(node instanceof Scalar scalar)) {
            return null;
        }
        Expansion expansion = expansion(scalar);
        if (!expansion.whole() || !expansion.unset().isEmpty()) {
            return null;
        }
        Node tree =
                YamlText.read(expansion.text(), scalar.place(), path, new Problems()).orElse(null);
        if (!(tree instanceof Sequence sequence)) {
            return null;
        }
        trees.put(scalar, sequence);
        return sequence;
    }

    private Optional<Node> parse(Scalar scalar, String path, Expansion expansion) {
        String source = expansion.source();
        if (source == null) {
            return YamlText.read(expansion.text(), scalar.place(), path, problems);
        }
        if (!expansion.files().isEmpty()) {
            files.add(source);
        }
        return YamlText.read(expansion.text(), source, path, problems);
    }

    private boolean noteFailures(
            Scalar scalar, String path, Expansion expansion, boolean discreet) {
        for (Failure failure : expansion.failures()) {
            problems.error(scalar.place(), path, discreet ? failure.discreetly() : failure.what());
        }
        return !expansion.failures().isEmpty();
    }

    private Found unset(Scalar scalar, String path, Expansion expansion, boolean needed) {
        String names = variables(expansion);
        if (expansion.whole() && !needed) {
            problems.warning(
                    scalar.place(), path, names + " is not set, so this option has its default");
            return new Unset(expansion.unset().getFirst());
        }
        return bad(
                scalar.place(), path, names + " is not set; set it or write ${env:NAME:-default}");
    }

    private static String variables(Expansion expansion) {
        return "the environment variable `" + String.join("`, `", expansion.unset()) + "`";
    }

    private void warnOfReaders(Scalar scalar, String path, Expansion expansion) {
        for (String file : expansion.files()) {
            if (TextFile.isOpenToAll(file)) {
                problems.warning(
                        scalar.place(),
                        path,
                        "the secret in "
                                + Quote.of(file)
                                + " can be read by every user; chmod o-r");
            }
        }
        String source = scalar.place().source();
        if (!expansion.delivered()
                && !expansion.text().isEmpty()
                && !PlainHeaders.includes(path)
                && files.contains(source)
                && TextFile.isOpenToAll(source)) {
            problems.warning(
                    scalar.place(),
                    path,
                    "a secret in a file that every user can read; chmod o-r, or write ${env:NAME}"
                            + " or ${file:/path}");
        }
    }

    private Found bad(Place place, String path, String what) {
        problems.error(place, path, what);
        return new Bad();
    }
}
