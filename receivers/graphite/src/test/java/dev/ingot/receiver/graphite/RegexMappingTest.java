package dev.ingot.receiver.graphite;

import static dev.ingot.receiver.graphite.Rules.regexes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegexMappingTest {
    @Test
    void expressionsAreFoundAnywhere() {
        regexes("b\\.c -> n").map("a.b.c.d", "n{}").map("b.c", "n{}").map("b_c", "b_c{}");
        regexes("^b\\.c$ -> n").map("b.c", "n{}").map("a.b.c", "a_b_c{}").map("b.c.d", "b_c_d{}");
        regexes(". -> all").map("anything.at.all", "all{}");
        regexes("b.c -> n").map("a.bxc", "n{}");
    }

    @Test
    void theFirstInTheFileWins() {
        regexes("a\\..* -> one", "a\\.b -> two").map("a.b", "one{}");
        regexes("a\\.b -> two", "a\\..* -> one").map("a.b", "two{}").map("a.c", "one{}");
        regexes("a\\.b -> n", ". -> !").map("a.b", "n{}").map("c", "dropped");
        regexes(". -> !", "a\\.b -> n").map("a.b", "dropped");
    }

    @Test
    void groupsAreReplacedAsGoDoesIt() {
        regexes("^a\\.(.*)\\.(.*)$ -> n{x=$1,y=$2}")
                .map("a.b.c", "n{x=b, y=c}")
                .map("a.b.c.d", "n{x=b.c, y=d}");
        regexes("^a\\.(.*)$ -> n{x=${1}}").map("a.b", "n{x=b}");
        regexes("^a\\.(.*)$ -> n_${1}_t").map("a.b", "n_b_t{}");
        regexes("^a\\.(?P<host>.*)$ -> n{x=$host}").map("a.b", "n{x=b}");
        regexes("^a\\.(?P<host>.*)$ -> n{x=${host}.lan}").map("a.b", "n{x=b.lan}");
        regexes("^a\\.(.*)$ -> n{x=$0}").map("a.b", "n{x=a.b}");
        regexes("^a\\.(.*)$ -> n{x=$$1}").map("a.b", "n{x=$1}");
        regexes("^a\\.(.*)$ -> n{x=$$$1}").map("a.b", "n{x=$b}");
        regexes("^a\\.(.*)$ -> n{x=${1}${1}}").map("a.b", "n{x=bb}");
        regexes("^a\\.(.*)$ -> n{x=$1$1}").map("a.b", "n{x=bb}");
        regexes("^a\\.(.*)$ -> n{x=$1-y}").map("a.b", "n{x=b-y}");
    }

    @Test
    void referencesToNothingAreEmpty() {
        regexes("^a\\.(.*)$ -> n{x=v$1_y}").map("a.b", "n{x=v}");
        regexes("^a\\.(.*)$ -> n{x=v$2}").map("a.b", "n{x=v}");
        regexes("^a\\.(.*)$ -> n{x=v$nobody}").map("a.b", "n{x=v}");
        regexes("^a\\.(b)?(c)?$ -> n{x=v$2}").map("a.b", "n{x=v}").map("a.bc", "n{x=vc}");
        regexes("^a\\.b$ -> n{x=${1}}").map("a.b", "n{}");
        regexes("^a\\.(.*)$ -> n{x=v$01}").map("a.b", "n{x=v}");
        regexes("^a\\.(.*)$ -> n{x=v$00}").map("a.b", "n{x=v}");
        regexes("^a\\.(.*)$ -> n{x=v$\u0661}").map("a.b", "n{x=v}");
        regexes("^a\\.(.*)$ -> n{x=v${1}é,y=$1é}").map("a.b", "n{x=vbé}");
        regexes("^a\\.(.*)$ -> n{x=v$99999999999}").map("a.b", "n{x=v}");
    }

    @Test
    void aDollarBeforeAnythingElseStaysOne() {
        regexes("^a$ -> n{x=5$}").map("a", "n{x=5$}");
        regexes("^a$ -> n{x=$-b}").map("a", "n{x=$-b}");
        regexes("^a$ -> n{x=${1}").map("a", "n{x=${1}");
        regexes("^(a)$ -> n{x=${a b}}").map("a", "n{x=${a b}}");
        regexes("^(a)$ -> n{x=${}$1}").map("a", "n{x=${}a}");
        regexes("^(a)$ -> n{x=%$1%s}").map("a", "n{x=%a%s}");
    }

    @Test
    void theSyntaxIsRe2s() {
        regexes("(?i)^A\\.B$ -> n").map("a.b", "n{}");
        regexes("^a\\.\\d+$ -> n").map("a.17", "n{}").map("a.x", "a_x{}");
        regexes("^a\\.\\d$ -> n").map("a.\u0663", "a__{}");
        regexes("^a\\.[[:alpha:]]+$ -> n").map("a.xyz", "n{}");
        regexes("^(?:a|b)\\.(x+?)(x*)$ -> n{l=$1,m=$2}").map("a.xxx", "n{l=x, m=xx}");
        regexes("^cpu-([^.]+)$ -> n{c=$1}").map("cpu-0", "n{c=0}").map("cpu-a.b", "cpu_a_b{}");
        assertThat(Rules.problems("mappings: [{match: '(?=a)', match_type: regex, name: n}]"))
                .contains("not a regular expression of RE2");
        assertThat(Rules.problems("mappings: [{match: '(a)\\1', match_type: regex, name: n}]"))
                .contains("not a regular expression of RE2");
    }

    @Test
    void anEvilExpressionReadsAPathTwiceAsLongTwiceAsOften() {
        regexes("^(a+)+$ -> n").map("a".repeat(5000) + "!", "a".repeat(5000) + "_{}");
        for (String evil : List.of("^(a+)+$", "^(a|a)*$", "(.*)(.*)(.*)(.*)b", "(a*)*c")) {
            long once = readsOf(evil, 1000);
            assertThat(once).as(evil).isPositive();
            assertThat(readsOf(evil, 2000)).as(evil).isLessThan(3 * once);
        }
    }

    /// How often matching asks for a character of a path that does not match.
    private static long readsOf(String expression, int length) {
        String path = "a".repeat(length) + "!";
        var reads = new AtomicLong();
        CharSequence counted =
                new CharSequence() {
                    @Override
                    public int length() {
                        return path.length();
                    }

                    @Override
                    public char charAt(int index) {
                        reads.incrementAndGet();
                        return path.charAt(index);
                    }

                    @Override
                    public CharSequence subSequence(int start, int end) {
                        return path.subSequence(start, end);
                    }
                };
        var pattern = new RegexPattern(Pattern.compile(expression)).pattern();
        assertThat(pattern.matcher(counted).find()).as(expression).isFalse();
        return reads.get();
    }

    @Test
    void globsComeBeforeExpressionsWhateverTheirOrder() {
        Rules.of(
                        """
                        mappings:
                        - {match: '^a\\..*$', match_type: regex, name: by_regex}
                        - {match: a.*, name: by_glob}
                        """)
                .map("a.b", "by_glob{}")
                .map("a.b.c", "by_regex{}");
        Rules.of(
                        """
                        defaults: {match_type: regex}
                        mappings:
                        - {match: '^a\\.', name: dropped, action: drop}
                        - {match: a.b, match_type: glob, name: by_glob}
                        """)
                .map("a.b", "by_glob{}")
                .map("a.c", "dropped");
    }
}
