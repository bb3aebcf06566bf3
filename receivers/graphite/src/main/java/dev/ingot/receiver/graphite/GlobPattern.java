package dev.ingot.receiver.graphite;

import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A path of which some segments are `*`: any one segment, an empty one too.
///
/// @param segments what stands between the dots
record GlobPattern(List<String> segments) implements PathPattern {
    private static final String ANY = "*";
    private static final Pattern VALID =
            Pattern.compile(
                    "(\\*|[a-zA-Z_]([a-zA-Z0-9_\\-])*)(\\.\\*|\\.[a-zA-Z0-9_]([a-zA-Z0-9_\\-])*)*");

    /// Empty where statsd_exporter would refuse the text, as it does for `cpu-*`.
    static Optional<GlobPattern> of(String text) {
        return VALID.matches(text) ? Optional.of(new GlobPattern(split(text))) : Optional.empty();
    }

    private static List<String> split(String path) {
        return List.of(path.split("\\.", -1));
    }

    @Override
    public @Nullable UnaryOperator<String> match(String path) {
        List<String> given = split(path);
        if (given.size() != segments.size()) {
            return null;
        }
        List<String> captures = new ArrayList<>();
        captures.add(path);
        for (int i = 0; i < given.size(); i++) {
            if (segments.get(i).equals(ANY)) {
                captures.add(given.get(i));
            } else if (!segments.get(i).equals(given.get(i))) {
                return null;
            }
        }
        return name -> capture(captures, name);
    }

    private static String capture(List<String> captures, String name) {
        if (!name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return "";
        }
        var number = new BigInteger(name);
        return number.bitLength() < Integer.SIZE && number.intValue() < captures.size()
                ? captures.get(number.intValue())
                : "";
    }

    /// Whether a path that matches both is more at home here: at the first segment in which the two
    /// differ, the one that spells it out.
    boolean isMoreSpecificThan(GlobPattern other) {
        for (int i = 0; i < segments.size(); i++) {
            boolean any = segments.get(i).equals(ANY);
            if (any != other.segments.get(i).equals(ANY)) {
                return !any;
            }
        }
        return false;
    }
}
