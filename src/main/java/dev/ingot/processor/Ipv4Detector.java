package dev.ingot.processor;

/// IPv4 addresses. No version numbers (`v1.2.3.4`, `1.2.3.4.5`) and nothing above 255.
record Ipv4Detector(Networks allowed) implements Detector {
    @Override
    public void find(String text, Findings findings) {
        int length = text.length();
        int dot = text.indexOf('.');
        while (dot >= 0) {
            int start = dot;
            while (start > 0 && Letters.isDigit(text.charAt(start - 1)) && dot - start < 4) {
                start--;
            }
            int end = dot + 1;
            while (end < length && isPart(text.charAt(end))) {
                end++;
            }
            // A dot that ends a sentence is not part of the address.
            int last = end;
            while (last > start && text.charAt(last - 1) == '.') {
                last--;
            }
            if (start < dot && stands(text, start, last)) {
                check(text, start, last, findings);
            }
            dot = text.indexOf('.', end);
        }
    }

    private static boolean isPart(char c) {
        return Letters.isDigit(c) || c == '.';
    }

    private static boolean stands(String text, int start, int end) {
        boolean before = start == 0 || !Letters.isWord(text.charAt(start - 1));
        return before && (end == text.length() || !Letters.isWord(text.charAt(end)));
    }

    private void check(String text, int start, int end, Findings findings) {
        long address = Networks.ipv4(text, start, end);
        if (address >= 0 && !allowed.hasIpv4((int) address)) {
            findings.add(start, end);
        }
    }
}
