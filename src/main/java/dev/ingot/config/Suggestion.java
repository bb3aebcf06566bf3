package dev.ingot.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a user may have meant by a word that nobody knows.
public final class Suggestion {
    private Suggestion() {}

    /// The end of a problem: `; did you mean …?`, or empty where no word is close enough.
    public static String among(String word, Collection<String> known) {
        String closest = closest(word, known);
        return closest == null ? "" : "; did you mean `" + closest + "`?";
    }

    private static @Nullable String closest(String word, Collection<String> known) {
        String plain = plain(word);
        int allowed = Math.max(1, Math.min(3, plain.length() / 3));
        return known.stream()
                .filter(candidate -> distance(plain, plain(candidate)) <= allowed)
                .min(
                        Comparator.comparingInt(
                                        (String candidate) -> distance(plain, plain(candidate)))
                                .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    // maxLine and max-line are max_line.
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /// The number of letters to insert, remove, replace or swap with their neighbour.
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 3) {
            return Integer.MAX_VALUE;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
