package dev.ingot.receiver.graphite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one message of carbon's pickle protocol: a list of `(path, (timestamp, value))`.
///
/// Not an unpickler: of pickle's opcodes only those that make lists, tuples, texts and numbers are
/// known, in the forms that protocols 0 to 5 write for them. There is nothing here that could look
/// up a class or call one. Everything else ends the reading with [Unreadable].
final class PickleMessage {
    /// More would be a memo that grows on purpose.
    private static final int MAX_VALUES = 1 << 20;

    private static final Object MARK = new Object();

    private final PickleBytes in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private PickleMessage(byte[] bytes, int from, int to) {
        in = new PickleBytes(bytes, from, to);
    }

    /// A message that is not what carbon sends.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    /// One sample. Numbers are as text, as a line would have them.
    record Sample(String path, String value, String timestamp) {}

    static List<Sample> read(byte[] bytes, int from, int to) throws Unreadable {
        return samples(new PickleMessage(bytes, from, to).load());
    }

    private static List<Sample> samples(Object message) throws Unreadable {
        List<Sample> samples = new ArrayList<>();
        for (Object item : list(message)) {
            List<?> sample = list(item);
            List<?> point = sample.size() == 2 ? list(sample.get(1)) : List.of();
            if (point.size() != 2 || !(sample.getFirst() instanceof String path)) {
                throw new Unreadable("a sample is not (path, (timestamp, value))");
            }
            samples.add(new Sample(path, number(point.get(1)), number(point.getFirst())));
        }
        return samples;
    }

    private static List<?> list(@Nullable Object value) throws Unreadable {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new Unreadable("it is not a list of samples");
    }

    /// None is not a number, and a line with it is rejected as that.
    private static String number(Object value) throws Unreadable {
        if (value instanceof List<?>) {
            throw new Unreadable("a number is a list");
        }
        return value.toString();
    }

    private Object load() throws Unreadable {
        while (true) {
            int opcode = (int) in.littleEndian(1);
            if (opcode == '.') {
                return pop();
            }
            if (stack.size() > MAX_VALUES) {
                throw new Unreadable("it is too deep");
            }
            if (!structure(opcode) && !text(opcode) && !number(opcode) && !remembered(opcode)) {
                throw new Unreadable("opcode %02x is not for samples".formatted(opcode));
            }
        }
    }

    private boolean structure(int opcode) throws Unreadable {
        switch (opcode) {
            case 0x80 -> in.skip(1); // PROTO
            case 0x95 -> in.skip(8); // FRAME
            case '(' -> stack.add(MARK);
            case ']' -> stack.add(new ArrayList<>());
            case ')' -> stack.add(List.of());
            case 'l' -> stack.add(toMark());
            case 't' -> stack.add(List.copyOf(toMark()));
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(toMark());
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) throws Unreadable {
        switch (opcode) {
            case 'U', 'C', 0x8C -> stack.add(in.utf8(in.littleEndian(1)));
            case 'X', 'B', 'T' -> stack.add(in.utf8(in.littleEndian(4)));
            case 0x8D, 0x8E -> stack.add(in.utf8(in.littleEndian(8)));
            case 'S' -> stack.add(quoted(in.line()));
            case 'V' -> stack.add(PickleBytes.unescaped(in.line()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean number(int opcode) throws Unreadable {
        switch (opcode) {
            case 'K' -> stack.add(in.littleEndian(1));
            case 'M' -> stack.add(in.littleEndian(2));
            case 'J' -> stack.add((long) (int) in.littleEndian(4));
            case 0x8A -> stack.add(in.signed((int) in.littleEndian(1)));
            case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.littleEndian(8))));
            case 'F' -> stack.add(in.line());
            case 'I', 'L' -> stack.add(whole(in.line()));
            case 'N' -> stack.add("None");
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean remembered(int opcode) throws Unreadable {
        switch (opcode) {
            case 0x94 -> remember(memo.size());
            case 'q' -> remember(in.littleEndian(1));
            case 'r' -> remember(in.littleEndian(4));
            case 'p' -> remember(index(in.line()));
            case 'h' -> stack.add(recall(in.littleEndian(1)));
            case 'j' -> stack.add(recall(in.littleEndian(4)));
            case 'g' -> stack.add(recall(index(in.line())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void tuple(int size) throws Unreadable {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.addFirst(pop());
        }
        stack.add(List.copyOf(items));
    }

    private void append(List<Object> items) throws Unreadable {
        if (stack.isEmpty() || !(stack.getLast() instanceof ArrayList<?>)) {
            throw new Unreadable("something is added to what is no list");
        }
        @SuppressWarnings("unchecked") // every ArrayList here is one of objects
        var list = (ArrayList<Object>) stack.getLast();
        list.addAll(items);
    }

    private List<Object> toMark() throws Unreadable {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw new Unreadable("a list has no start");
        }
        List<Object> items = new ArrayList<>(stack.subList(mark + 1, stack.size()));
        stack.subList(mark, stack.size()).clear();
        return items;
    }

    private Object pop() throws Unreadable {
        if (stack.isEmpty() || MARK.equals(stack.getLast())) {
            throw new Unreadable("a value is missing");
        }
        return stack.removeLast();
    }

    private void remember(long index) throws Unreadable {
        if (stack.isEmpty() || memo.size() > MAX_VALUES) {
            throw new Unreadable("a value is missing");
        }
        memo.put(index, stack.getLast());
    }

    private Object recall(long index) throws Unreadable {
        Object value = memo.get(index);
        // Tuples may be shared; a list that is still filled could come to hold itself.
        if (value == null || MARK.equals(value) || value instanceof ArrayList<?>) {
            throw new Unreadable("it refers to what is not there");
        }
        return value;
    }

    private static String quoted(String text) throws Unreadable {
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
            throw new Unreadable("a text has no quotes");
        }
        return text.substring(1, text.length() - 1);
    }

    /// `12`, `12L`, and the protocols' old `00` and `01` for false and true.
    private static String whole(String text) {
        return text.endsWith("L") ? text.substring(0, text.length() - 1) : text;
    }

    private static long index(String text) throws Unreadable {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noIndex) {
            throw new Unreadable("an index is no number");
        }
    }
}
