package dev.ingot.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of an Alloy file and what is set in each, of a file that is laid out as `alloy fmt`
/// does: a block, an attribute or a closing bracket to a line.
final class AlloyBlocks {
    private static final Pattern OPEN =
            Pattern.compile("([a-z_.]+)(?:\\s+\"[a-z_]+\")?\\s*\\{\\s*");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z_]+)\\s*=\\s*(.*)");

    private record Block(String path, int line, Set<String> given) {}

    private final Map<String, Set<String>> table;
    private final Set<String> modules;
    private final Deque<Block> open = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private int number;

    private AlloyBlocks(Map<String, Set<String>> table, Set<String> modules) {
        this.table = table;
        this.modules = modules;
    }

    /// What stands where the tables do not allow it, and what should stand and does not.
    ///
    /// @param table the attributes of each block, by its path such as `prometheus.scrape`; `!` in
    ///   front of those that must be set
    /// @param modules the names of imported modules: their components take what was declared
    static List<String> problems(String text, Map<String, Set<String>> table, Set<String> modules) {
        var blocks = new AlloyBlocks(table, modules);
        int depth = 0;
        for (String line : text.lines().map(AlloyBlocks::code).toList()) {
            blocks.number++;
            depth = depth > 0 ? depth + AlloySyntax.depth(line) : blocks.statement(line);
        }
        return blocks.problems;
    }

    /// Reads a line that is not within a value.
    ///
    /// @return how many brackets of a value it leaves open
    private int statement(String line) {
        Matcher block = OPEN.matcher(line);
        Matcher attribute = ATTRIBUTE.matcher(line);
        if (block.matches()) {
            open.push(new Block(path(block.group(1)), number, new TreeSet<>()));
            if (!known(open.element().path)) {
                problem("block `" + open.element().path + "`");
            }
        } else if (attribute.matches()) {
            attribute(attribute.group(1));
            return AlloySyntax.depth(line);
        } else if (line.equals("}")) {
            close();
        } else if (!line.isEmpty()) {
            problem("neither a block nor an attribute");
        }
        return 0;
    }

    private void attribute(String name) {
        Block block = open.peek();
        if (block == null) {
            problem("`" + name + "` in no block");
            return;
        }
        block.given.add(name);
        Set<String> attributes = table.get(block.path);
        if (attributes != null && !attributes.contains(name) && !attributes.contains("!" + name)) {
            problem("`" + name + "` in `" + block.path + "`");
        }
    }

    private void close() {
        Block block = open.poll();
        if (block == null) {
            return;
        }
        table.getOrDefault(block.path, Set.of()).stream()
                .filter(name -> name.startsWith("!") && !block.given.contains(name.substring(1)))
                .forEach(name ->
                        problems.add(
                                "line "
                                        + block.line
                                        + ": `"
                                        + block.path
                                        + "` without `"
                                        + name.substring(1)
                                        + "`"));
    }

    private void problem(String what) {
        problems.add("line " + number + ": " + what);
    }

    private boolean known(String path) {
        return table.containsKey(path)
                || modules.stream().anyMatch(module -> path.startsWith(module + "."));
    }

    /// A component in a `declare` is what it is anywhere.
    private String path(String name) {
        Block outer = open.peek();
        boolean alone = outer == null || (outer.path.equals("declare") && name.contains("."));
        return outer == null || alone ? name : outer.path + "." + name;
    }

    private static String code(String line) {
        String text = line.strip();
        return text.startsWith("//") ? "" : text;
    }
}
