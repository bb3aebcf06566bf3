package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.record.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Says what lines become by mapping files. Takes whole lines and bare paths alike.
final class Explanation {
    private final Mappings mappings;
    private final PathNames names;
    private final GraphiteLine line = new GraphiteLine(0);

    private Explanation(Mappings mappings) {
        this.mappings = mappings;
        this.names = new PathNames(Origin.NONE, mappings);
    }

    static int of(
            List<String> files,
            boolean strict,
            BufferedReader lines,
            PrintWriter out,
            PrintWriter errors)
            throws IOException {
        List<String> problems = new ArrayList<>();
        Mappings mappings = Mappings.read(files, strict, problems);
        if (!problems.isEmpty()) {
            problems.forEach(errors::println);
            errors.flush();
            return 1;
        }
        var explanation = new Explanation(mappings);
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            if (!text.isBlank()) {
                out.println(text.strip() + "\n    " + explanation.of(text.strip()));
            }
        }
        out.flush();
        return 0;
    }

    String of(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        boolean bare = text.indexOf(' ') < 0 && text.indexOf('\t') < 0;
        Rejection wrong = line.read(bytes, 0, bytes.length);
        if (wrong != null && !bare) {
            return "rejected: " + wrong.reason() + ": " + wrong.meaning();
        }
        int pathTo = bare ? bytes.length : line.pathTo();
        byte[] path = java.util.Arrays.copyOf(bytes, pathTo);
        return switch (names.resolve(path)) {
            case Fate.Point point -> point(point, bare) + by(path);
            case Fate.Dropped dropped ->
                    "dropped: " + dropped.why().name().toLowerCase(Locale.ROOT) + by(path);
            case Fate.Rejected rejected ->
                    "rejected: " + rejected.why().reason() + ": " + rejected.why().meaning();
        };
    }

    private String point(Fate.Point point, boolean bare) {
        if (bare) {
            return point.series().toString();
        }
        double value = line.value().value();
        return point.adjustment().drops(value)
                ? "dropped: drop_if"
                : point.series() + " " + point.adjustment().apply(value);
    }

    private String by(byte[] path) {
        String name = new String(path, UTF_8).split(";", 2)[0];
        var mapped = mappings.map(name, name);
        return "    (" + (mapped == null ? "no rule" : mapped.rule().place()) + ")";
    }
}
