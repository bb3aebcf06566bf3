package dev.ingot.config;

import dev.ingot.config.Parsed.Good;
import dev.ingot.config.Reading.Use;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A mapping of the user's configuration. Notes problems in the [Problems] of its [Configuration];
/// [#finish] adds the keys that nobody asked for. For one thread.
public final class YamlSection implements Section {
    private static final InetSocketAddress NO_ADDRESS = InetSocketAddress.createUnresolved("", 0);

    private final Options options;
    private final String name;

    YamlSection(Options options, String name) {
        this.options = options;
        this.name = name;
    }

    /// The section's own key, such as `otlp_http/mimir`.
    public String name() {
        return name;
    }

    /// Where that key stands.
    public Place place() {
        return options.place();
    }

    /// The keys that lead here, such as `exporters.otlp_http/mimir`; empty for the whole.
    public String path() {
        return options.path();
    }

    /// A mapping inside, empty where it is not set. The caller finishes it.
    public YamlSection child(String key) {
        return new YamlSection(options.inner(key), key);
    }

    /// The mappings inside a mapping, such as those of `receivers`, in the user's order; one
    /// without a value is empty. The caller finishes each.
    public List<YamlSection> children(String key) {
        YamlSection parent = child(key);
        return parent.options.keys().stream().map(parent::child).toList();
    }

    /// A list of texts with their places; a single text is a list of one. Empty where it is not
    /// set.
    public List<Item> items(String key) {
        return options.items(key, "a name").orElse(List.of());
    }

    /// Notes a problem with the section as a whole.
    public void problem(String what) {
        options.problems().error(place(), path(), what);
    }

    /// Notes something that works but is probably not meant, about the section as a whole.
    public void warning(String what) {
        options.problems().warning(place(), path(), what);
    }

    /// Reports the keys that nobody asked for. What reads an inner section by a function finishes
    /// it by itself.
    public void finish() {
        options.finish();
    }

    @Override
    public String text(String key, String fallback, String help) {
        return options.scalar(key, fallback, Use.TEXT, "a text", Good::new);
    }

    @Override
    public String required(String key, String help) {
        return options.required(key);
    }

    @Override
    public Secret secret(String key, String help) {
        Function<String, Parsed<Secret>> secret = text -> new Good<>(Secret.of(text));
        return options.scalar(key, Secret.of(""), Use.SECRET, "a text", secret);
    }

    @Override
    public boolean flag(String key, boolean fallback, String help) {
        return options.scalar(key, fallback, Use.YAML, Numbers.FLAG, Numbers::flag);
    }

    @Override
    public long number(String key, long fallback, long min, long max, String help) {
        Function<String, Parsed<Long>> number = text -> Numbers.whole(text, fallback, min, max);
        return options.scalar(key, fallback, Use.YAML, Numbers.whole(fallback), number);
    }

    @Override
    public double decimal(String key, double fallback, double min, double max, String help) {
        Function<String, Parsed<Double>> number = text -> Numbers.decimal(text, fallback, min, max);
        return options.scalar(key, fallback, Use.YAML, Numbers.decimal(fallback), number);
    }

    @Override
    public Duration duration(String key, String fallback, String help) {
        Duration other = Durations.parse(fallback).orThrow();
        return options.scalar(key, other, Use.WORD, Durations.EXPECTED, Durations::parse);
    }

    @Override
    public long bytes(String key, String fallback, String help) {
        long other = Sizes.parse(fallback).orThrow();
        return options.scalar(key, other, Use.WORD, Sizes.EXPECTED, Sizes::parse);
    }

    @Override
    public InetSocketAddress address(String key, String fallback, String help) {
        Function<String, Parsed<InetSocketAddress>> address =
                text ->
                        text.isEmpty() && fallback.isEmpty()
                                ? new Good<>(NO_ADDRESS)
                                : Addresses.parse(text);
        // The fallback is resolved only where it is needed, since that may ask a resolver.
        var set = options.scalar(key, NO_ADDRESS, Use.WORD, Addresses.EXPECTED, address);
        return !set.isUnresolved() || fallback.isEmpty() || options.isBad(key)
                ? set
                : Addresses.parse(fallback).orThrow();
    }

    @Override
    public Optional<URI> url(String key, String fallback, String help) {
        Optional<URI> other =
                fallback.isEmpty() ? Optional.empty() : Optional.of(Urls.parse(fallback).orThrow());
        Function<String, Parsed<Optional<URI>>> url =
                text ->
                        text.isEmpty() && fallback.isEmpty()
                                ? new Good<>(other)
                                : Parsed.optional(Urls.parse(text));
        return options.scalar(key, other, Use.URL, Urls.EXPECTED, url);
    }

    @Override
    public <E extends Enum<E>> E choice(String key, E fallback, String help) {
        var choices = new Choices<>(fallback.getDeclaringClass());
        return options.scalar(key, fallback, Use.WORD, choices.expected(), choices::parse);
    }

    @Override
    public List<String> texts(String key, List<String> fallback, String help) {
        return options.items(key, "a text")
                .map(items -> items.stream().map(Item::text).toList())
                .orElse(fallback);
    }

    @Override
    public Map<String, String> map(String key, String help) {
        return options.entries(key, Use.TEXT, Function.identity());
    }

    @Override
    public Map<String, Secret> secrets(String key, String help) {
        return options.entries(key, Use.SECRET, Secret::of);
    }

    @Override
    public <T> T section(String key, String help, Function<Section, T> read) {
        return child(key).finished(read);
    }

    @Override
    public <T> Optional<T> optional(String key, String help, Function<Section, T> read) {
        return options.isPresent(key) ? Optional.of(section(key, help, read)) : Optional.empty();
    }

    @Override
    public <T> List<T> list(String key, String help, Function<Section, T> read) {
        return options.each(key).stream()
                .map(each -> new YamlSection(each, key).finished(read))
                .toList();
    }

    private <T> T finished(Function<Section, T> read) {
        T value = read.apply(this);
        finish();
        return value;
    }

    @Override
    public boolean has(String key) {
        return options.has(key);
    }

    @Override
    public void ignored(String key, String why) {
        options.ignored(key, why);
    }

    @Override
    public void require(boolean holds, String key, String expectation) {
        if (!holds) {
            options.expect(key, expectation);
        }
    }

    @Override
    public void warn(boolean holds, String key, String what) {
        if (!holds) {
            options.warn(key, what);
        }
    }
}
