package dev.ingot.receiver.graphite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequiredTextTest {
    private static void required(String expression, String text) {
        assertThat(RequiredText.of(expression)).as(expression).isEqualTo(text);
    }

    @Test
    void plainCharactersAreRequired() {
        required("abc", "abc");
        required("^[^.]+\\.(.+)\\.system\\.load\\.(load1|load5)$", ".system.load.");
        required("^servers\\.([^.]+)\\.cpu-([^.]+)\\.cpu-([^.]+)$", "servers.");
        required("a\\.b", "a.b");
        required("ab+cde", "cde");
        required("abc+", "abc");
    }

    @Test
    void whatMayBeMissingIsNot() {
        required("abc?d", "ab");
        required("ab*", "a");
        required("x{0,12}y", "y");
        required("abc|abd", "");
        required("(abc)", "");
        required("(abc|d)e", "e");
        required("[abc]d", "d");
        required("[]abc]d", "d");
        required("[^]abc]d", "d");
        required("[[:alpha:]xyz]d", "d");
        required("[\\]abc]d", "d");
        required("((a|b)\\)c)d", "d");
        required("a.c", "a");
        required("\\dabc", "abc");
        required("\\x2eabc", "");
        required("\\pLabc", "");
        required("(?i)abc", "");
        required("(?:a|b)cd", "cd");
        required("(?P<host>a|b)cd", "cd");
        required("(?s:.)abc", "");
        required("\\Qa.b\\E", "");
        required("", "");
        required("abc\\", "abc");
    }

    @Test
    void whateverMatchesHoldsTheRequiredText() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (String name : Mappings.BUILT_IN) {
            Mappings.builtIn(name)
                    .lines()
                    .filter(line -> line.startsWith("- match: '"))
                    .forEach(line -> expressions.add(line.substring(10, line.length() - 1)));
        }
        var random = new Random(42);
        for (int i = 0; i < 3000; i++) {
            expressions.add(random(random, "ab.\\[]()|*+?{1}^$-", 8));
        }
        int matches = 0;
        for (String expression : expressions) {
            Pattern pattern = compiled(expression);
            if (pattern != null) {
                String text = RequiredText.of(expression);
                for (int i = 0; i < 50; i++) {
                    String path = random(random, "ab.[1-", 12);
                    if (pattern.matcher(path).find()) {
                        assertThat(path).as(expression).contains(text);
                        matches++;
                    }
                }
            }
        }
        assertThat(matches).isGreaterThan(5000);
    }

    private static String random(Random random, String alphabet, int length) {
        var text = new StringBuilder();
        for (int i = random.nextInt(length); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static @Nullable Pattern compiled(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException noExpression) {
            return null;
        }
    }
}
