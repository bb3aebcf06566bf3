package dev.ingot.exporter.prometheus;

import dev.ingot.record.Origin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The page at `/`: what is where, for people who opened the address in a browser.
final class Landing {
    private Landing() {}

    static String html(String id, List<String> paths, int series, Collection<Origin> origins) {
        var page = new StringBuilder();
        page.append(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Ingot: ")
                .append(escaped(id))
                .append("</title></head><body>\n<h1>Ingot: ")
                .append(escaped(id))
                .append("</h1>\n<p>")
                .append(series)
                .append(" series. Scrape with <code>honor_labels: true</code>.</p>\n<ul>\n");
        for (String path : paths) {
            link(page, path, "every series");
        }
        var instances = new TreeSet<String>();
        origins.forEach(origin -> instances.add(origin.instance()));
        instances.remove("");
        for (String instance : instances) {
            String query = URLEncoder.encode(instance, StandardCharsets.UTF_8);
            link(page, paths.getFirst() + "?target=" + query, "the series of " + instance);
        }
        link(page, "/api/targets", "the targets, for http_sd");
        link(page, "/health", "whether the agent runs");
        return page.append("</ul>\n</body></html>\n").toString();
    }

    private static void link(StringBuilder page, String href, String what) {
        page.append("<li><a href=\"")
                .append(escaped(href))
                .append("\">")
                .append(escaped(href))
                .append("</a>: ")
                .append(escaped(what))
                .append("</li>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
