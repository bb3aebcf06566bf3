package dev.ingot.processor;

import java.net.InetAddress;

/// IPv6 addresses, with a zone or an embedded IPv4 address too. No times, no hardware addresses and
/// no names such as `std::string`.
record Ipv6Detector(Networks allowed) implements Detector {
    private static final int LONGEST = 45;

    @Override
    public void find(String text, Findings findings) {
        int length = text.length();
        int from = 0;
        int colon = text.indexOf(':');
        while (colon >= 0) {
            int start = colon;
            while (start > from && Letters.isHex(text.charAt(start - 1))) {
                start--;
            }
            int end = colon;
            int colons = 0;
            while (end < length && isPart(text.charAt(end))) {
                colons += text.charAt(end) == ':' ? 1 : 0;
                end++;
            }
            int last = end;
            while (last > colon && isEnd(text, last)) {
                last--;
            }
            if (colons >= 2 && last - start <= LONGEST && stands(text, start, end)) {
                check(text, start, last, findings);
            }
            from = end;
            colon = text.indexOf(':', end);
        }
    }

    private static boolean isPart(char c) {
        return Letters.isHex(c) || c == ':' || c == '.';
    }

    /// Whether the character before `end` ends a sentence and not an address.
    private static boolean isEnd(String text, int end) {
        char last = text.charAt(end - 1);
        return last == '.' || (last == ':' && text.charAt(end - 2) != ':');
    }

    private static boolean stands(String text, int start, int end) {
        boolean before = start == 0 || !Letters.isWord(text.charAt(start - 1));
        return before && (end == text.length() || !Letters.isWord(text.charAt(end)));
    }

    private void check(String text, int start, int end, Findings findings) {
        if (!hasDigit(text, start, end) || !hasForm(text, start, end)) {
            return;
        }
        InetAddress address = Networks.ipv6(text.substring(start, end));
        if (address != null && !allowed.has(address)) {
            findings.add(start, zoneEnd(text, end));
        }
    }

    /// Keeps times and hardware addresses from being tried, which costs more than all the rest.
    private static boolean hasForm(String text, int start, int end) {
        int colons = 0;
        boolean dotted = false;
        for (int i = start; i < end; i++) {
            colons += text.charAt(i) == ':' ? 1 : 0;
            dotted |= text.charAt(i) == '.';
        }
        return text.indexOf("::", start, end) >= 0 || colons == (dotted ? 6 : 7);
    }

    private static boolean hasDigit(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Letters.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static int zoneEnd(String text, int end) {
        if (end + 1 >= text.length()
                || text.charAt(end) != '%'
                || !Letters.isWord(text.charAt(end + 1))) {
            return end;
        }
        int at = end + 1;
        while (at < text.length() && Letters.isWord(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
