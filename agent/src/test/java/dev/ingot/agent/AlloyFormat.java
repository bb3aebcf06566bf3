package dev.ingot.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a file looks as `alloy fmt` leaves it: tabs by depth, `=` below each other in a run of
/// attributes, an empty line before a block and before a comment among statements, never two.
final class AlloyFormat {
    private static final Pattern ATTRIBUTE = Pattern.compile("(\"?[A-Za-z_-]+\"?)( +)= (.*)");

    private final List<String> problems = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private int runBegan;

    private AlloyFormat() {}

    static List<String> problems(String text) {
        var format = new AlloyFormat();
        if (!text.endsWith("}\n")) {
            format.problems.add("the end: not one `}` and a line's end");
        }
        int depth = 0;
        String before = "";
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String code = line.strip();
            int closing =
                    code.startsWith("}") || code.startsWith("]") || code.startsWith(")") ? 1 : 0;
            if (!code.isEmpty() && !line.equals("\t".repeat(depth - closing) + code)) {
                format.problem(number, "not indented by " + (depth - closing) + " tabs");
            }
            format.spacing(number, code, before);
            format.align(number, code);
            depth += step(code);
            before = code;
        }
        format.endRun();
        return format.problems;
    }

    private void problem(int line, String what) {
        problems.add("line " + line + ": " + what);
    }

    private void spacing(int number, String code, String before) {
        boolean first = before.isEmpty() || before.endsWith("{") || before.endsWith("[");
        if (code.isEmpty() && first && number > 1) {
            problem(number, "an empty line too many");
        }
        if (code.equals("}") && before.isEmpty()) {
            problem(number, "an empty line before the end of a block");
        }
        boolean block = code.endsWith(" {") && !code.contains("=") && !code.startsWith("//");
        boolean remark = code.startsWith("//");
        if ((block || remark) && !first && !before.startsWith("//")) {
            problem(number, "no empty line before");
        }
    }

    private void align(int number, String code) {
        Matcher attribute = ATTRIBUTE.matcher(code);
        if (!attribute.matches()) {
            endRun();
            return;
        }
        if (names.isEmpty()) {
            runBegan = number;
        }
        names.add(attribute.group(1));
        gaps.add(attribute.group(2));
        if (step(code) != 0) {
            endRun();
        }
    }

    private void endRun() {
        int widest = names.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).length() + gaps.get(i).length() != widest + 1) {
                problem(runBegan + i, "`=` is not below its neighbour's");
            }
        }
        names.clear();
        gaps.clear();
    }

    /// How much deeper the next line is: brackets that one line opens indent once.
    private static int step(String code) {
        return code.startsWith("//") ? 0 : Integer.signum(AlloySyntax.depth(code));
    }
}
