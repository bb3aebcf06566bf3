package dev.ingot.exporter.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One member of an `Accept` or `Accept-Encoding` header (RFC 9110, section 12.5).
///
/// @param what a media type or a coding, in lower case
/// @param parameters by lower-case name, without `q`
/// @param quality from 0, not acceptable, to 1
record Accept(String what, Map<String, String> parameters, double quality) {
    private static final int MOST_MEMBERS = 50;

    /// The members of a header, best first, those of one quality in the order of the header. What
    /// makes no sense is left out.
    static List<Accept> parse(String header) {
        var members = new ArrayList<Accept>();
        for (String member : header.split(",", MOST_MEMBERS)) {
            String[] pieces = member.split(";", -1);
            String what = pieces[0].strip().toLowerCase(Locale.ROOT);
            if (!what.isEmpty()) {
                members.add(member(what, pieces));
            }
        }
        members.sort(Comparator.comparingDouble((Accept member) -> -member.quality));
        return members;
    }

    private static Accept member(String what, String[] pieces) {
        var parameters = new HashMap<String, String>();
        for (int i = 1; i < pieces.length; i++) {
            int equals = pieces[i].indexOf('=');
            if (equals > 0) {
                String name = pieces[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.put(name, unquoted(pieces[i].substring(equals + 1).strip()));
            }
        }
        String quality = parameters.remove("q");
        return new Accept(what, parameters, quality == null ? 1 : quality(quality));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static double quality(String text) {
        try {
            return Math.clamp(Double.parseDouble(text), 0, 1);
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }

    boolean isAcceptable() {
        return quality > 0;
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
