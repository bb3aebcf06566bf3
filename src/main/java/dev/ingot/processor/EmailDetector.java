package dev.ingot.processor;

/// E-mail addresses with a top-level domain.
record EmailDetector() implements Detector {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 255;

    @Override
    public void find(String text, Findings findings) {
        int from = 0;
        int at = text.indexOf('@');
        while (at >= 0) {
            int start = at;
            int first = Math.max(from, at - LONGEST_LOCAL);
            while (start > first && isLocal(text.charAt(start - 1))) {
                start--;
            }
            int end = start == at ? at : domainEnd(text, at + 1);
            if (end > at + 1) {
                findings.add(start, end);
                from = end;
            }
            at = text.indexOf('@', Math.max(at + 1, from));
        }
    }

    private static boolean isLocal(char c) {
        return Letters.isWord(c) || c == '.' || c == '%' || c == '+' || c == '-';
    }

    /// The end of a domain whose last part is of two letters at least, or `start`.
    private static int domainEnd(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST_DOMAIN);
        int end = start;
        while (end < limit && isDomain(text.charAt(end))) {
            end++;
        }
        while (end > start && !Letters.isWord(text.charAt(end - 1))) {
            end--;
        }
        int last = end;
        while (last > start && Letters.isLetter(text.charAt(last - 1))) {
            last--;
        }
        boolean topLevel = last > start + 1 && text.charAt(last - 1) == '.' && end - last >= 2;
        return topLevel ? end : start;
    }

    private static boolean isDomain(char c) {
        return Letters.isDigit(c) || Letters.isLetter(c) || c == '.' || c == '-';
    }
}
