package dev.ingot.processor;

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

    /// What is true or false by itself.
    record Truth(Operand of) implements Condition {
        @Override
        public boolean holds(Subject subject) {
            return Boolean.TRUE.equals(of.of(subject));
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
