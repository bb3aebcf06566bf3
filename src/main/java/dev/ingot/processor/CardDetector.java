package dev.ingot.processor;

/// Credit card numbers: 13 to 19 digits, with blanks or hyphens between groups or without, whose
/// check digit is right (Luhn, ISO/IEC 7812).
record CardDetector() implements Detector {
    private static final int FEWEST = 13;
    private static final int MOST = 19;

    @Override
    public void find(String text, Findings findings) {
        int at = 0;
        while (at < text.length()) {
            if (Letters.isDigit(text.charAt(at))) {
                boolean stands = at == 0 || !Letters.isWord(text.charAt(at - 1));
                int end = stands ? end(text, at) : at;
                if (end > at) {
                    findings.add(at, end);
                }
                at = Math.max(end, runEnd(text, at));
            } else {
                at++;
            }
        }
    }

    /// The end of the longest number that begins at `start`, or `start`.
    private static int end(String text, int start) {
        int end = start;
        int digits = 0;
        int at = start;
        while (digits <= MOST) {
            int run = runEnd(text, at);
            digits += run - at;
            boolean stands = run == text.length() || !Letters.isWord(text.charAt(run));
            if (digits >= FEWEST && digits <= MOST && stands && luhn(text, start, run)) {
                end = run;
            }
            if (run + 1 >= text.length()
                    || (text.charAt(run) != ' ' && text.charAt(run) != '-')
                    || !Letters.isDigit(text.charAt(run + 1))) {
                return end;
            }
            at = run + 1;
        }
        return end;
    }

    private static int runEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Letters.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean luhn(String text, int start, int end) {
        int sum = 0;
        boolean doubled = false;
        for (int i = end - 1; i >= start; i--) {
            char c = text.charAt(i);
            if (Letters.isDigit(c)) {
                int value = (c - '0') * (doubled ? 2 : 1);
                sum += value > 9 ? value - 9 : value;
                doubled = !doubled;
            }
        }
        return sum % 10 == 0;
    }
}
