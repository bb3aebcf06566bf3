package dev.ingot.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A value of the configuration as it was written, before `${…}` is expanded. Immutable; never
/// prints what it holds, since that may be a secret.
sealed interface Node {
    Place place();

    /// What the kind is called in a problem.
    String kind();

    /// Nothing, `~` or `null`.
    record Null(Place place) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    /// A text as it was written: `0123` and `true` are texts until somebody wants them otherwise.
    record Scalar(Place place, String text, boolean quoted) implements Node {
        @Override
        public String kind() {
            return "a text";
        }

        @Override
        public String toString() {
            return "a text at " + place;
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /// Keys in the order in which they were written.
    record Mapping(Place place, SequencedMap<String, Entry> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
        }

        static Mapping empty(Place place) {
            return new Mapping(place, new LinkedHashMap<>());
        }

        @Nullable Entry entry(String key) {
            return entries.get(key);
        }

        /// This mapping with a later one laid over it: mappings are merged key by key, everything
        /// else is replaced, by nothing too.
        Mapping under(Mapping later) {
            var merged = new LinkedHashMap<String, Entry>(entries);
            for (Map.Entry<String, Entry> entry : later.entries.entrySet()) {
                merged.merge(entry.getKey(), entry.getValue(), Entry::under);
            }
            return new Mapping(place, merged);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /// A key with its place, and what stands behind it.
    record Entry(String key, Place place, Node value) {
        private Entry under(Entry later) {
            return value instanceof Mapping below && later.value instanceof Mapping above
                    ? new Entry(key, place, below.under(above))
                    : later;
        }
    }
}
