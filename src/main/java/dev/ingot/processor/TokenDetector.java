package dev.ingot.processor;

import java.util.List;

/// Tokens that give access: behind `Bearer`, JSON Web Tokens, and those that begin as their issuers
/// begin them.
record TokenDetector() implements Detector {
    private static final int SHORTEST_BEARER = 3;
    private static final int SHORTEST = 16;
    private static final List<String> BEGINNINGS =
            List.of(
                    "ghp_",
                    "gho_",
                    "ghu_",
                    "ghs_",
                    "ghr_",
                    "github_pat_",
                    "glpat-",
                    "xoxb-",
                    "xoxp-",
                    "xapp-",
                    "AKIA",
                    "ASIA",
                    "AIza",
                    "sk-",
                    "glsa_",
                    "hvs.",
                    "npm_");

    @Override
    public void find(String text, Findings findings) {
        bearers(text, findings);
        webTokens(text, findings);
        for (String beginning : BEGINNINGS) {
            int at = text.indexOf(beginning);
            while (at >= 0) {
                int end = tokenEnd(text, at);
                boolean stands = at == 0 || !Letters.isWord(text.charAt(at - 1));
                if (stands && end - at >= SHORTEST) {
                    findings.add(at, end);
                }
                at = text.indexOf(beginning, Math.max(end, at + 1));
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
        int at = text.indexOf("eyJ");
        while (at >= 0) {
            int end = tokenEnd(text, at);
            int dot = text.indexOf('.', at, end);
            if (dot > 0 && text.indexOf('.', dot + 1, end) > dot + 1) {
                findings.add(at, end);
            }
            at = text.indexOf("eyJ", Math.max(end, at + 1));
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
