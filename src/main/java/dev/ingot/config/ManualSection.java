package dev.ingot.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Answers every question with its fallback and writes the manual: the options in the order in
/// which they are asked for. Reading a configuration from it shows all its options, those of lists
/// and of optional sections too.
///
/// Where an option has no fallback the answer is empty. What is read from it is thrown away, so
/// problems are of no interest here.
public final class ManualSection implements Section {
    private static final InetSocketAddress NO_ADDRESS = InetSocketAddress.createUnresolved("", 0);

    private final String prefix;
    private final List<Row> rows;

    /// A manual without any option yet.
    public ManualSection() {
        this("", new ArrayList<>());
    }

    private ManualSection(String prefix, List<Row> rows) {
        this.prefix = prefix;
        this.rows = rows;
    }

    /// One option.
    ///
    /// @param path the keys from the component down; an item of a list is `[]`
    /// @param type what is written there, in a word
    /// @param fallback as a user would write it; empty where there is none
    public record Row(String path, String type, String fallback, String help) {
        String markdown() {
            return "| %s | %s | %s |"
                    .formatted(code(path), fallback.isEmpty() ? "" : code(fallback), escape(help));
        }

        // A bar ends a cell even inside of backticks.
        private static String code(String text) {
            return "`" + escape(text) + "`";
        }

        private static String escape(String text) {
            return text.replace("|", "\\|").replace("\n", " ");
        }
    }

    /// The options that were asked for, in that order.
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /// The table for a README, without a last newline.
    public String markdown() {
        return rows.stream()
                .map(Row::markdown)
                .collect(
                        Collectors.joining(
                                "\n", "| Option | Default | Meaning |\n| --- | --- | --- |\n", ""));
    }

    @Override
    public String text(String key, String fallback, String help) {
        return row(key, "text", shown(fallback), help, fallback);
    }

    @Override
    public String required(String key, String help) {
        return row(key, "text", "", "Required. " + help, "");
    }

    @Override
    public Secret secret(String key, String help) {
        return row(key, "secret", "", help, Secret.of(""));
    }

    @Override
    public boolean flag(String key, boolean fallback, String help) {
        return row(key, "flag", String.valueOf(fallback), help, fallback);
    }

    @Override
    public long number(String key, long fallback, long min, long max, String help) {
        return row(key, "number", String.valueOf(fallback), help, fallback);
    }

    @Override
    public double decimal(String key, double fallback, double min, double max, String help) {
        return row(key, "number", Numbers.show(fallback), help, fallback);
    }

    @Override
    public Duration duration(String key, String fallback, String help) {
        return row(key, "duration", fallback, help, Durations.parse(fallback).orThrow());
    }

    @Override
    public long bytes(String key, String fallback, String help) {
        return row(key, "size", fallback, help, Sizes.parse(fallback).orThrow());
    }

    @Override
    public InetSocketAddress address(String key, String fallback, String help) {
        var address = fallback.isEmpty() ? NO_ADDRESS : Addresses.parse(fallback).orThrow();
        return row(key, "address", fallback, help, address);
    }

    @Override
    public Optional<URI> url(String key, String fallback, String help) {
        Optional<URI> url =
                fallback.isEmpty() ? Optional.empty() : Optional.of(Urls.parse(fallback).orThrow());
        return row(key, "URL", fallback, help, url);
    }

    @Override
    public <E extends Enum<E>> E choice(String key, E fallback, String help) {
        return row(key, "choice", Choices.word(fallback), help, fallback);
    }

    @Override
    public List<String> texts(String key, List<String> fallback, String help) {
        String shown = fallback.isEmpty() ? "" : "[" + String.join(", ", fallback) + "]";
        return row(key, "list", shown, help, List.copyOf(fallback));
    }

    @Override
    public Map<String, String> map(String key, String help) {
        return row(key, "mapping", "", help, Map.of());
    }

    @Override
    public Map<String, Secret> secrets(String key, String help) {
        return row(key, "secrets", "", help, Map.of());
    }

    @Override
    public <T> T section(String key, String help, Function<Section, T> read) {
        row(key, "section", "", help, key);
        return read.apply(inner(key + "."));
    }

    @Override
    public <T> Optional<T> optional(String key, String help, Function<Section, T> read) {
        row(key, "section", "", help, key);
        var _ = read.apply(inner(key + "."));
        return Optional.empty();
    }

    @Override
    public <T> List<T> list(String key, String help, Function<Section, T> read) {
        row(key + "[]", "section", "", help, key);
        var _ = read.apply(inner(key + "[]."));
        return List.of();
    }

    @Override
    public boolean has(String key) {
        return false;
    }

    /// Options without a meaning are not in the manual.
    @Override
    public void ignored(String key, String why) {}

    @Override
    public void require(boolean holds, String key, String expectation) {}

    @Override
    public void warn(boolean holds, String key, String what) {}

    private ManualSection inner(String below) {
        return new ManualSection(prefix + below, rows);
    }

    private <T> T row(String key, String type, String fallback, String help, T answer) {
        rows.add(new Row(prefix + key, type, fallback, help));
        return answer;
    }

    // Blanks would be lost between backticks.
    private static String shown(String fallback) {
        return fallback.isBlank() && !fallback.isEmpty() ? "\"" + fallback + "\"" : fallback;
    }
}
