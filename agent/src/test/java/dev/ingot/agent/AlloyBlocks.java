package dev.ingot.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of an Alloy file and what is set in each, of a file that is laid out as `alloy fmt`
/// does: a block, an attribute or a closing bracket to a line.
final class AlloyBlocks {
    private static final Pattern OPEN =
            Pattern.compile("([a-z_.]+)(?:\\s+\"[a-z_]+\")?\\s*\\{\\s*");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z_]+)\\s*=\\s*(.*)");

    private AlloyBlocks() {}

    /// What stands where the tables do not allow it.
    ///
    /// @param allowed the attributes of each block, by its path such as `prometheus.scrape`
    /// @param modules the names of imported modules: their components take what was declared
    static List<String> problems(
            String text, Map<String, Set<String>> allowed, Set<String> modules) {
        List<String> problems = new ArrayList<>();
        Deque<String> blocks = new ArrayDeque<>();
        int depth = 0;
        int number = 0;
        for (String line : text.lines().map(AlloyBlocks::code).toList()) {
            number++;
            Matcher open = OPEN.matcher(line);
            Matcher attribute = ATTRIBUTE.matcher(line);
            if (depth > 0) {
                depth += depth(line);
            } else if (open.matches()) {
                blocks.push(path(blocks, open.group(1)));
                if (!known(blocks.peek(), allowed, modules)) {
                    problems.add("line " + number + ": block `" + blocks.peek() + "`");
                }
            } else if (attribute.matches()) {
                depth = depth(line);
                String block = blocks.isEmpty() ? "" : blocks.peek();
                Set<String> attributes = allowed.get(block);
                if (attributes != null && !attributes.contains(attribute.group(1))) {
                    problems.add(
                            "line " + number + ": `" + attribute.group(1) + "` in `" + block + "`");
                }
            } else if (line.equals("}")) {
                blocks.poll();
            } else if (!line.isEmpty()) {
                problems.add("line " + number + ": neither a block nor an attribute");
            }
        }
        return problems;
    }

    private static boolean known(
            String block, Map<String, Set<String>> allowed, Set<String> modules) {
        return allowed.containsKey(block)
                || modules.stream().anyMatch(module -> block.startsWith(module + "."));
    }

    /// A component in a `declare` is what it is anywhere.
    private static String path(Deque<String> blocks, String name) {
        boolean top = blocks.isEmpty();
        boolean declared = !top && blocks.peek().equals("declare") && name.contains(".");
        return top || declared ? name : blocks.peek() + "." + name;
    }

    private static String code(String line) {
        String text = line.strip();
        return text.startsWith("//") ? "" : text;
    }

    private static int depth(String line) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && "{[(".indexOf(c) >= 0) {
                depth++;
            } else if (!quoted && "}])".indexOf(c) >= 0) {
                depth--;
            }
        }
        return depth;
    }
}
