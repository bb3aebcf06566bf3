package dev.ingot.processor;

import java.util.List;

/// Tokens that give access: behind `Bearer`, JSON Web Tokens, and those that begin as their issuers
/// begin them.
record TokenDetector() implements Detector {
    private static final int SHORTEST_BEARER = 3;
    private static final int SHORTEST = 16;

    /// By a character in them that is rare elsewhere, so that a text is searched for few things.
    private static final List<Beginnings> BEGINNINGS =
            List.of(
                    Beginnings.with(
                            '_',
                            "ghp_",
                            "gho_",
                            "ghu_",
                            "ghs_",
                            "ghr_",
                            "github_pat_",
                            "glsa_",
                            "npm_"),
                    Beginnings.with('-', "glpat-", "xoxb-", "xoxp-", "xapp-", "sk-"),
                    Beginnings.with('I', "AKIA", "ASIA", "AIza"),
                    Beginnings.with('.', "hvs."));

    /// Beginnings of tokens that have a character in common.
    private record Beginnings(char mark, List<String> words) {
        static Beginnings with(char mark, String... words) {
            return new Beginnings(mark, List.of(words));
        }

        /// Where the token begins whose mark stands at `at`, or -1.
        int start(String text, int at) {
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                int start = at - word.indexOf(mark);
                if (start >= 0
                        && text.startsWith(word, start)
                        && (start == 0 || !Letters.isWord(text.charAt(start - 1)))) {
                    return start;
                }
            }
            return -1;
        }
    }

    @Override
    public void find(String text, Findings findings) {
        bearers(text, findings);
        webTokens(text, findings);
        for (Beginnings beginnings : BEGINNINGS) {
            int at = text.indexOf(beginnings.mark());
            while (at >= 0) {
                int start = beginnings.start(text, at);
                int end = start < 0 ? at : tokenEnd(text, start);
                if (start >= 0 && end - start >= SHORTEST) {
                    findings.add(start, end);
                }
                at = text.indexOf(beginnings.mark(), Math.max(end, at + 1));
            }
        }
    }

    private static void bearers(String text, Findings findings) {
        int at = text.indexOf("earer ");
        while (at >= 0) {
            int start = at + "earer ".length();
            int end = tokenEnd(text, start);
            boolean bearer = at > 0 && (text.charAt(at - 1) | 0x20) == 'b';
            if (bearer && end - start >= SHORTEST_BEARER) {
                findings.add(start, end);
            }
            at = text.indexOf("earer ", end);
        }
    }

    /// Three parts of base64url, the first of which begins with `{"` encoded.
    private static void webTokens(String text, Findings findings) {
        int mark = text.indexOf('J');
        while (mark >= 0) {
            int at = mark - "ey".length();
            int end = mark;
            if (at >= 0 && text.startsWith("ey", at)) {
                end = tokenEnd(text, at);
                int dot = text.indexOf('.', at, end);
                if (dot > 0 && text.indexOf('.', dot + 1, end) > dot + 1) {
                    findings.add(at, end);
                }
            }
            mark = text.indexOf('J', Math.max(end, mark + 1));
        }
    }

    private static int tokenEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Letters.isToken(text.charAt(end))) {
            end++;
        }
        while (end > start && text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }
}
