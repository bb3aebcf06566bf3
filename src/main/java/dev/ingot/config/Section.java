package dev.ingot.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One mapping of the configuration, read option by option.
///
/// Asking for an option is what declares it: the same call reads it, checks it and documents it.
/// [YamlSection] answers from a file and notes every problem; [ManualSection] answers with the
/// defaults and writes the README table. So there is no option without a line in the manual, and no
/// line without an option.
///
/// A method never throws for what a user wrote: it notes the problem, with its place, and answers
/// with the fallback, or, where there is none, with something harmless. Nobody starts a component
/// while there are problems. Fallbacks are written as a user would write them. Keys that nobody
/// asks for are reported as unknown.
///
/// `help` is one sentence for the README; where it names choices or limits it says so.
public interface Section {
    /// A text.
    String text(String key, String fallback, String help);

    /// A text without which the component cannot work.
    String required(String key, String help);

    /// A text that is redacted wherever the configuration is shown; empty where it is not set.
    Secret secret(String key, String help);

    /// `true` or `false`.
    boolean flag(String key, boolean fallback, String help);

    /// A whole number within limits, both included.
    long number(String key, long fallback, long min, long max, String help);

    /// A number with a fraction, within limits, both included.
    double decimal(String key, double fallback, double min, double max, String help);

    /// A time span such as `300ms`, `1h30m` or `0`.
    Duration duration(String key, String fallback, String help);

    /// A number of bytes such as `4MiB`, `64KB` or `1048576`.
    long bytes(String key, String fallback, String help);

    /// A host and port to listen on or connect to, such as `localhost:2003`, `:2003` or
    /// `[::1]:2003`. Host names are resolved here; one that is unknown is a problem. With an empty
    /// fallback the option may stay unset; it is then answered with an unresolved address of port
    /// 0.
    InetSocketAddress address(String key, String fallback, String help);

    /// An absolute http or https URL. With an empty fallback the option may stay unset; it is then
    /// empty.
    Optional<URI> url(String key, String fallback, String help);

    /// One of the constants of an enumeration, written in lower case.
    <E extends Enum<E>> E choice(String key, E fallback, String help);

    /// A list of texts; a single text is a list of one.
    List<String> texts(String key, List<String> fallback, String help);

    /// A mapping from names to texts.
    Map<String, String> map(String key, String help);

    /// A mapping from names to texts that are redacted wherever the configuration is shown, such as
    /// HTTP headers.
    Map<String, Secret> secrets(String key, String help);

    /// A mapping with options of its own. Where it is not set, its options have their defaults.
    <T> T section(String key, String help, Function<Section, T> read);

    /// A mapping that switches something on by being there, even when it is empty (`tcp:`).
    <T> Optional<T> optional(String key, String help, Function<Section, T> read);

    /// A list of mappings with options of their own.
    <T> List<T> list(String key, String help, Function<Section, T> read);

    /// Whether the user wrote this key. Does not declare the option.
    boolean has(String key);

    /// An option of the collector's that has no meaning here: accepted, and said in one warning
    /// when it is set.
    void ignored(String key, String why);

    /// Notes a problem with an option unless `holds`. `expectation` says what was expected: "must
    /// be at least 64 bytes". Nothing is noted where the option's value was a problem already. The
    /// key may be that of an inner section, such as `tls.cert_file`; empty for the section itself.
    void require(boolean holds, String key, String expectation);

    /// Notes, unless `holds`, that something works but is probably not what the user wants, at an
    /// option's place. `what` says so: "sends passwords unencrypted; use https".
    void warn(boolean holds, String key, String what);
}
