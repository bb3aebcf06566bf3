package dev.ingot.examples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Panels with their curves, as an SVG image.
final class Picture {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 240;
    private static final int LEFT = 78;
    private static final int TOP = 34;
    private static final int BOTTOM = 178;
    private static final int HEAD = 44;
    private static final int GRID_LINES = 4;
    private static final List<String> COLORS =
            List.of("#5794f2", "#73bf69", "#f2cc0c", "#ff7383", "#b877d9", "#ff9830", "#8ab8ff");

    private final StringBuilder svg = new StringBuilder();
    private int panels;

    /// @param caption what ran, and what drew it
    Picture(String caption) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x='16' y='27' font-size='15'>%s</text>",
                        text(caption)));
    }

    /// Adds a panel right of the last one, or below.
    Picture panel(PanelJson panel, List<Curve> curves) {
        String unit = panel.json().path("fieldConfig").path("defaults").path("unit").asText();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<g class='panel' transform='translate(%d %d)'>",
                        panels % 2 * (WIDTH + 16) + 16,
                        HEAD + panels / 2 * (HEIGHT + 12)));
        panels++;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect width='%d' height='%d' rx='4' fill='#22252b'/>",
                        WIDTH,
                        HEIGHT));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text class='title' x='14' y='22' font-size='13'>%s</text>",
                        text(panel.toString())));
        double low = Math.min(0, values(curves, true));
        double high = 1.05 * Math.max(values(curves, false), low + 1e-9);
        grid(low, high, unit);
        long from = curves.stream().mapToLong(one -> one.points().firstKey()).min().orElseThrow();
        long to = curves.stream().mapToLong(one -> one.points().lastKey()).max().orElseThrow();
        for (int i = 0; i < curves.size(); i++) {
            line(curves.get(i), COLORS.get(i % COLORS.size()), from, to, low, high);
        }
        for (long time : List.of(from, to)) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text x='%.0f' y='194' text-anchor='%s' fill='#9fa7b3'>%s</text>",
                            x(time, from, to),
                            time == from ? "start" : "end",
                            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
                                    .format(Instant.ofEpochSecond(time).atOffset(ZoneOffset.UTC))));
        }
        legend(curves);
        svg.append("</g>\n");
        return this;
    }

    private static double values(List<Curve> curves, boolean lowest) {
        var values =
                curves.stream()
                        .flatMap(curve -> curve.points().values().stream())
                        .mapToDouble(value -> value)
                        .summaryStatistics();
        return lowest ? values.getMin() : values.getMax();
    }

    private void grid(double low, double high, String unit) {
        for (int i = 0; i <= GRID_LINES; i++) {
            double value = low + (high - low) * i / GRID_LINES;
            double y = y(value, low, high);
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<path d='M%d %.1fH%d' stroke='#3a3e46'/><text x='%d' y='%.1f'"
                                    + " text-anchor='end' fill='#9fa7b3'>%s</text>",
                            LEFT,
                            y,
                            WIDTH - 24,
                            LEFT - 6,
                            y + 4,
                            text(Curve.written(value, unit))));
        }
    }

    private void line(Curve curve, String color, long from, long to, double low, double high) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<polyline fill='none' stroke='%s' stroke-width='1.5' points='",
                        color));
        curve.points()
                .forEach((time, value) ->
                        svg.append(
                                String.format(
                                        Locale.ROOT,
                                        "%.1f,%.1f ",
                                        x(time, from, to),
                                        y(value, low, high))));
        svg.append("'/>\n");
    }

    private static double x(long time, long from, long to) {
        return LEFT + (double) (WIDTH - 24 - LEFT) * (time - from) / Math.max(1, to - from);
    }

    private static double y(double value, double low, double high) {
        return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low);
    }

    private void legend(List<Curve> curves) {
        int column = (WIDTH - 28) / 3;
        for (int i = 0; i < Math.min(6, curves.size()); i++) {
            String legend = curves.get(i).legend();
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text x='%d' y='%d' fill='%s'>%s</text>",
                            14 + i % 3 * column,
                            213 + i / 3 * 16,
                            COLORS.get(i % COLORS.size()),
                            text(legend.length() > 28 ? legend.substring(0, 27) + "…" : legend)));
        }
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;");
    }

    @Override
    public String toString() {
        int width = 2 * WIDTH + 48;
        int height = HEAD + (panels + 1) / 2 * (HEIGHT + 12) + 4;
        return """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' width='%1$d' height='%2$d'
            font-family='sans-serif' font-size='11' fill='#d8d9da'>
        <rect width='%1$d' height='%2$d' fill='#181b1f'/>
        %3$s</svg>
        """
                .formatted(width, height, svg);
    }
}
