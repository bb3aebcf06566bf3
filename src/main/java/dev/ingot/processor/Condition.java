package dev.ingot.processor;

import com.google.re2j.Pattern;
import io.opentelemetry.api.common.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be true of a record: the part of OTTL, the collector's language, that compares
/// (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl). Meanings
/// are the collector's.
sealed interface Condition {
    /// Where the values come from that paths name.
    @FunctionalInterface
    interface Subject {
        @Nullable Object of(Path path);
    }

    boolean holds(Subject subject);

    /// A path or a constant.
    sealed interface Operand {
        @Nullable Object of(Subject subject);
    }

    record At(Path path) implements Operand {
        @Override
        public @Nullable Object of(Subject subject) {
            return subject.of(path);
        }
    }

    /// @param value a `String`, `Long`, `Double` or `Boolean`; null is OTTL's `nil`
    record Constant(@Nullable Object value) implements Operand {
        @Override
        public @Nullable Object of(Subject subject) {
            return value;
        }
    }

    record Any(List<Condition> of) implements Condition {
        @Override
        public boolean holds(Subject subject) {
            return of.stream().anyMatch(each -> each.holds(subject));
        }
    }

    record All(List<Condition> of) implements Condition {
        @Override
        public boolean holds(Subject subject) {
            return of.stream().allMatch(each -> each.holds(subject));
        }
    }

    record Not(Condition of) implements Condition {
        @Override
        public boolean holds(Subject subject) {
            return !of.holds(subject);
        }
    }

    record Always(boolean holds) implements Condition {
        @Override
        public boolean holds(Subject subject) {
            return holds;
        }
    }

    /// A pattern that must be found somewhere in a value, as text; nothing is found in no value.
    record IsMatch(Operand target, Pattern pattern) implements Condition {
        @Override
        public boolean holds(Subject subject) {
            return switch (target.of(subject)) {
                case null -> false;
                case Value<?> any -> pattern.matcher(any.asString()).find();
                case Object value -> pattern.matcher(value.toString()).find();
            };
        }
    }

    record Comparison(Operand left, Operator operator, Operand right) implements Condition {
        @Override
        public boolean holds(Subject subject) {
            return operator.holds(left.of(subject), right.of(subject));
        }
    }

    /// Values of different types are different and have no order; numbers are one type.
    enum Operator {
        EQUAL("=="),
        DIFFERENT("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        boolean holds(@Nullable Object left, @Nullable Object right) {
            if (left == null || right == null) {
                boolean same = left == null && right == null;
                return this == EQUAL ? same : this == DIFFERENT && !same;
            }
            return switch (left) {
                case String a when right instanceof String b -> by(a.compareTo(b));
                case Boolean a when right instanceof Boolean b -> equality(a.equals(b));
                case Long a when right instanceof Long b -> by(Long.compare(a, b));
                case Number a when right instanceof Number b ->
                        by(Double.compare(a.doubleValue(), b.doubleValue()));
                default -> equality(left.equals(right));
            };
        }

        private boolean equality(boolean same) {
            return this == EQUAL ? same : this == DIFFERENT && !same;
        }

        private boolean by(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case DIFFERENT -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }
}
