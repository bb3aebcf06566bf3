package dev.ingot.processor;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a condition compares or asks about.
sealed interface Operand {
    /// A `String`, `Long`, `Double` or `Boolean`, a list, or an OTLP value; null is OTTL's `nil`.
    @Nullable Object of(Condition.Subject subject);

    /// Whether this is true or false and nothing else, so that it may stand alone.
    default boolean isTruth() {
        return false;
    }

    record At(Path path) implements Operand {
        @Override
        public @Nullable Object of(Condition.Subject subject) {
            return subject.of(path);
        }
    }

    record Constant(@Nullable Object value) implements Operand {
        @Override
        public @Nullable Object of(Condition.Subject subject) {
            return value;
        }

        @Override
        public boolean isTruth() {
            return value instanceof Boolean;
        }
    }

    record Listed(List<Operand> items) implements Operand {
        @Override
        public Object of(Condition.Subject subject) {
            var values = new ArrayList<@Nullable Object>();
            for (Operand item : items) {
                values.add(item.of(subject));
            }
            return values;
        }
    }

    record Call(ConditionFunction function, List<Operand> arguments) implements Operand {
        @Override
        public @Nullable Object of(Condition.Subject subject) {
            Object first = arguments.getFirst().of(subject);
            Object last = arguments.getLast().of(subject);
            return function.of(first, last);
        }

        @Override
        public boolean isTruth() {
            return function.isTruth();
        }
    }

    /// A pattern that must be found somewhere in a value, as text; nothing is found in no value.
    record IsMatch(Operand target, Pattern pattern) implements Operand {
        @Override
        public Boolean of(Condition.Subject subject) {
            Object value = target.of(subject);
            return value != null && pattern.matcher(Match.text(value)).find();
        }

        @Override
        public boolean isTruth() {
            return true;
        }
    }
}
