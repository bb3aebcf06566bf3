package dev.ingot.processor;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The functions of OTTL that conditions may call: those that only read, and that are used
/// (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl/ottlfuncs).
///
/// Where a value is of no use to a function, the collector counts an error. Here the answer is then
/// false, or `nil` where it is no truth.
enum ConditionFunction {
    HAS_PREFIX("HasPrefix", 2, true),
    HAS_SUFFIX("HasSuffix", 2, true),
    CONTAINS_VALUE("ContainsValue", 2, true),
    IS_STRING("IsString", 1, true),
    IS_INT("IsInt", 1, true),
    IS_DOUBLE("IsDouble", 1, true),
    IS_BOOL("IsBool", 1, true),
    IS_MAP("IsMap", 1, true),
    IS_LIST("IsList", 1, true),
    LEN("Len", 1, false),
    TO_LOWER_CASE("ToLowerCase", 1, false),
    TO_UPPER_CASE("ToUpperCase", 1, false),
    INT("Int", 1, false),
    DOUBLE("Double", 1, false),
    STRING("String", 1, false);

    private final String word;
    private final int arguments;
    private final boolean truth;

    ConditionFunction(String word, int arguments, boolean truth) {
        this.word = word;
        this.arguments = arguments;
        this.truth = truth;
    }

    static Optional<ConditionFunction> named(String word) {
        for (ConditionFunction function : values()) {
            if (function.word.equals(word)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    /// How many values it takes: one or two.
    int arguments() {
        return arguments;
    }

    boolean isTruth() {
        return truth;
    }

    /// @param last the same as `first` where the function takes one value
    @Nullable Object of(@Nullable Object first, @Nullable Object last) {
        return switch (this) {
            case HAS_PREFIX ->
                    first instanceof String a && last instanceof String b && a.startsWith(b);
            case HAS_SUFFIX ->
                    first instanceof String a && last instanceof String b && a.endsWith(b);
            case CONTAINS_VALUE -> contains(first, last);
            case IS_STRING -> first instanceof String;
            case IS_INT -> first instanceof Long;
            case IS_DOUBLE -> first instanceof Double;
            case IS_BOOL -> first instanceof Boolean;
            case IS_MAP -> isOf(ValueType.KEY_VALUE_LIST, first);
            case IS_LIST -> first instanceof List || isOf(ValueType.ARRAY, first);
            case LEN -> length(first);
            case TO_LOWER_CASE -> first instanceof String a ? a.toLowerCase(Locale.ROOT) : null;
            case TO_UPPER_CASE -> first instanceof String a ? a.toUpperCase(Locale.ROOT) : null;
            case INT -> whole(first);
            case DOUBLE -> fractional(first);
            case STRING -> first == null ? null : Match.text(first);
        };
    }

    private static boolean contains(@Nullable Object list, @Nullable Object wanted) {
        for (Object item : items(list)) {
            if (Condition.Operator.EQUAL.holds(Path.plain(item), wanted)) {
                return true;
            }
        }
        return false;
    }

    /// Of texts in bytes, as Go counts them.
    private static @Nullable Long length(@Nullable Object value) {
        return switch (value) {
            case String text -> (long) text.getBytes(StandardCharsets.UTF_8).length;
            case List<?> list -> (long) list.size();
            case Value<?> any when any.getValue() instanceof List<?> list -> (long) list.size();
            case null, default -> null;
        };
    }

    private static @Nullable Long whole(@Nullable Object value) {
        return switch (value) {
            case String text -> number(text, Long::valueOf);
            case Boolean truth -> truth ? 1L : 0L;
            case Number number -> number.longValue();
            case null, default -> null;
        };
    }

    private static @Nullable Double fractional(@Nullable Object value) {
        return switch (value) {
            case String text -> number(text, Double::valueOf);
            case Boolean truth -> truth ? 1.0 : 0.0;
            case Number number -> number.doubleValue();
            case null, default -> null;
        };
    }

    private static boolean isOf(ValueType type, @Nullable Object value) {
        return value instanceof Value<?> any && any.getType() == type;
    }

    private static List<?> items(@Nullable Object list) {
        return switch (list) {
            case List<?> items -> items;
            case Value<?> any when any.getType() == ValueType.ARRAY -> (List<?>) any.getValue();
            case null, default -> List.of();
        };
    }

    private interface Reading<T> {
        T of(String text);
    }

    private static <T> @Nullable T number(String text, Reading<T> reading) {
        try {
            return reading.of(text);
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
