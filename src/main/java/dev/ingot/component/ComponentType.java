package dev.ingot.component;

import dev.ingot.config.Section;
import dev.ingot.record.Signal;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// What a build offers under one type name: how its configuration is read and how it is made.
///
/// @param name the type in component ids: snake_case, the collector's name where it has the
///   component
/// @param aliases other spellings that are accepted, such as the collector's older ones
/// @param summary one sentence for `ingot components` and the README
/// @param signals the kinds of signal it makes or takes; empty for extensions
/// @param read reads the configuration; every option it asks for is documented by asking
/// @param claims the ports that a configuration is going to open
/// @param extensions the ids of the extensions that a configuration refers to
/// @param factory makes the component without opening anything
/// @param <C> the configuration
/// @param <T> the component
public record ComponentType<C, T>(
        String name,
        List<String> aliases,
        String summary,
        Set<Signal.Type> signals,
        Function<Section, C> read,
        Function<C, List<Claim>> claims,
        Function<C, List<String>> extensions,
        Factory<C, T> factory) {

    /// Makes a component.
    @FunctionalInterface
    public interface Factory<C, T> {
        T make(C config, Context context);
    }

    /// A type that refers to no extension.
    public ComponentType(
            String name,
            List<String> aliases,
            String summary,
            Set<Signal.Type> signals,
            Function<Section, C> read,
            Function<C, List<Claim>> claims,
            Factory<C, T> factory) {
        this(name, aliases, summary, signals, read, claims, _ -> List.of(), factory);
    }

    /// A type that opens no port.
    public ComponentType(
            String name,
            List<String> aliases,
            String summary,
            Set<Signal.Type> signals,
            Function<Section, C> read,
            Factory<C, T> factory) {
        this(name, aliases, summary, signals, read, _ -> List.of(), factory);
    }

    /// Reads a configuration without making anything.
    public Configured<T> configure(Section section) {
        C config = read.apply(section);
        return new Configured<>() {
            @Override
            public List<Claim> claims() {
                return claims.apply(config);
            }

            @Override
            public List<String> extensions() {
                return extensions.apply(config);
            }

            @Override
            public T make(Context context) {
                return factory.make(config, context);
            }
        };
    }

    /// A component whose configuration was read: ready to be made.
    public interface Configured<T> {
        List<Claim> claims();

        /// The ids of the extensions that it needs to be started.
        List<String> extensions();

        T make(Context context);
    }

    public boolean isCalled(String type) {
        return name.equals(type) || aliases.contains(type);
    }
}
