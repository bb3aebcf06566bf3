package dev.ingot.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What can be said of an Alloy file without Alloy: brackets close what they should, and `alloy
/// fmt`'s tabs are used.
final class AlloySyntax {
    private static final String OPENING = "{[(";
    private static final String CLOSING = "}])";

    private record Open(char bracket, int line) {}

    private AlloySyntax() {}

    static List<String> problems(String text) {
        List<String> problems = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith(" ")) {
                problems.add("line " + (i + 1) + ": indented with blanks, not tabs");
            }
            scan(lines[i], i + 1, open, problems);
        }
        open.forEach(left ->
                problems.add("line " + left.line + ": `" + left.bracket + "` is never closed"));
        return problems;
    }

    /// How many brackets a line opens that it does not close.
    static int depth(String line) {
        return brackets(line).chars().map(c -> OPENING.indexOf(c) >= 0 ? 1 : -1).sum();
    }

    private static void scan(String line, int number, Deque<Open> open, List<String> problems) {
        for (char c : brackets(line).toCharArray()) {
            if (OPENING.indexOf(c) >= 0) {
                open.push(new Open(c, number));
            } else {
                close(c, number, open, problems);
            }
        }
    }

    /// The brackets of a line but for those within quotes and comments.
    private static String brackets(String line) {
        var brackets = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && line.startsWith("//", i)) {
                break;
            } else if (!quoted && (OPENING + CLOSING).indexOf(c) >= 0) {
                brackets.append(c);
            }
        }
        return brackets.toString();
    }

    private static void close(char c, int number, Deque<Open> open, List<String> problems) {
        Open last = open.poll();
        if (last == null) {
            problems.add("line " + number + ": `" + c + "` closes nothing");
        } else if (OPENING.indexOf(last.bracket) != CLOSING.indexOf(c)) {
            problems.add(
                    "line "
                            + number
                            + ": `"
                            + c
                            + "` closes `"
                            + last.bracket
                            + "` of line "
                            + last.line);
        }
    }
}
