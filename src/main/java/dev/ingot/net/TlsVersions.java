package dev.ingot.net;

import dev.ingot.config.Section;
import java.util.List;

/// The oldest and the newest TLS version to speak, such as `1.2`.
///
/// @param max empty for the newest that there is
public record TlsVersions(String min, String max) {
    /// TLS 1.2 and newer.
    public static final TlsVersions DEFAULT = new TlsVersions("1.2", "");

    private static final List<String> KNOWN = List.of("1.0", "1.1", "1.2", "1.3");
    private static final List<String> SPOKEN = List.of("1.2", "1.3");

    /// Reads `min_version` and `max_version`. The versions that Java has switched off are
    /// understood as a lower limit, which they can be without harm.
    static TlsVersions read(Section in) {
        var versions =
                new TlsVersions(
                        in.text(
                                "min_version",
                                "1.2",
                                "The oldest TLS version to speak: `1.2` or `1.3`."),
                        in.text(
                                "max_version",
                                "",
                                "The newest TLS version to speak: `1.2` or `1.3`."));
        in.require(KNOWN.contains(versions.min), "min_version", "must be `1.2` or `1.3`");
        in.warn(
                !KNOWN.contains(versions.min) || SPOKEN.contains(versions.min),
                "min_version",
                "TLS 1.0 and 1.1 are not spoken; 1.2 is the oldest");
        in.require(
                versions.max.isEmpty() || SPOKEN.contains(versions.max),
                "max_version",
                "must be `1.2` or `1.3`");
        in.require(
                versions.max.isEmpty() || versions.max.compareTo(versions.min) >= 0,
                "max_version",
                "must not be older than `min_version`");
        return versions;
    }

    /// As Java names them, such as `TLSv1.3`.
    String[] protocols() {
        return SPOKEN.stream()
                .filter(version -> version.compareTo(min) >= 0)
                .filter(version -> max.isEmpty() || version.compareTo(max) <= 0)
                .map(version -> "TLSv" + version)
                .toArray(String[]::new);
    }
}
