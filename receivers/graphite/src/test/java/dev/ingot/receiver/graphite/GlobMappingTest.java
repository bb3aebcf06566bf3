package dev.ingot.receiver.graphite;

import static dev.ingot.receiver.graphite.Rules.globs;
import static dev.ingot.receiver.graphite.Rules.unorderedGlobs;

import org.junit.jupiter.api.Test;

class GlobMappingTest {
    @Test
    void aStarIsExactlyOneSegment() {
        globs("a.*.c -> n{x=$1}")
                .map("a.b.c", "n{x=b}")
                .map("a..c", "n{}")
                .map("a.b-1.c", "n{x=b-1}")
                .map("a.b.b.c", "a_b_b_c{}")
                .map("a.c", "a_c{}")
                .map("b.b.c", "b_b_c{}")
                .map("a.b.c.d", "a_b_c_d{}")
                .map("x.a.b.c", "x_a_b_c{}")
                .map("a.b.C", "a_b_C{}");
        globs("* -> one{x=$1}").map("a", "one{x=a}").map("a.b", "a_b{}");
        globs("*.* -> catchall{first=$1,second=$2,third=$3}")
                .map("foo.bar", "catchall{first=foo, second=bar}")
                .map("foo", "foo{}")
                .map("foo.bar.baz", "foo_bar_baz{}");
    }

    @Test
    void segmentsWithoutAStarAreComparedAsTheyStand() {
        globs("foo--bar.x -> n").map("foo--bar.x", "n{}").map("foo-bar.x", "foo_bar_x{}");
        globs("a.1b.2 -> n").map("a.1b.2", "n{}").map("a.1b.3", "a_1b_3{}");
        globs("a.b_c -> n").map("a.b_c", "n{}").map("a.b.c", "a_b_c{}");
    }

    @Test
    void theFirstRuleInTheFileWins() {
        globs("foo.bar.* -> first", "foo.*.baz -> second")
                .map("foo.bar.baz", "first{}")
                .map("foo.x.baz", "second{}")
                .map("foo.bar.x", "first{}");
        globs("foo.*.baz -> second", "foo.bar.* -> first")
                .map("foo.bar.baz", "second{}")
                .map("foo.bar.x", "first{}");
        globs("order.*.* -> stars", "order.*.bbb -> letters")
                .map("order.aaa.bbb", "stars{}")
                .map("order.aaa.ccc", "stars{}");
        globs("order.*.bbb -> letters", "order.*.* -> stars")
                .map("order.aaa.bbb", "letters{}")
                .map("order.aaa.ccc", "stars{}");
        globs("a.b -> one", "a.b -> two").map("a.b", "one{}");
        globs("*.b -> star", "a.b -> exact").map("a.b", "star{}").map("c.b", "star{}");
        globs("rspamd.actions.* -> actions{a=$1}", "rspamd.* -> rest{r=$1}")
                .map("rspamd.actions.reject", "actions{a=reject}")
                .map("rspamd.connections", "rest{r=connections}");
    }

    @Test
    void aShorterRuleAfterALongerOneMatches() {
        // statsd_exporter forgets the second rule; nobody can want that.
        globs("a.b.c -> long", "a.b -> short").map("a.b", "short{}").map("a.b.c", "long{}");
        globs("a.b -> short", "a.b.c -> long").map("a.b", "short{}").map("a.b.c", "long{}");
        globs("a.*.c -> long", "a.* -> short").map("a.b", "short{}").map("a.b.c", "long{}");
    }

    @Test
    void withoutOrderingTheMostSpecificFromTheLeftWins() {
        unorderedGlobs("order.*.* -> stars", "order.*.bbb -> letters")
                .map("order.aaa.bbb", "letters{}")
                .map("order.aaa.ccc", "stars{}");
        unorderedGlobs("foo.*.baz -> second", "foo.bar.* -> first")
                .map("foo.bar.baz", "first{}")
                .map("foo.x.baz", "second{}");
        unorderedGlobs("*.b -> star", "a.* -> letter").map("a.b", "letter{}").map("c.b", "star{}");
        unorderedGlobs("* -> any", "a -> exact").map("a", "exact{}").map("b", "any{}");
        unorderedGlobs("*.*.c -> one", "*.b.* -> two", "a.*.* -> three")
                .map("a.b.c", "three{}")
                .map("x.b.c", "two{}")
                .map("x.y.c", "one{}")
                .map("x.y.z", "x_y_z{}");
        unorderedGlobs("a.* -> first", "a.* -> again").map("a.b", "first{}");
    }

    @Test
    void ofEqualGlobsTheFirstKeepsItsPlace() {
        // statsd_exporter moves it to the place of the last.
        globs("a.* -> first", "*.b -> between", "a.* -> again")
                .map("a.b", "first{}")
                .map("x.b", "between{}");
        globs("*.b -> between", "a.* -> first", "a.* -> again").map("a.b", "between{}");
    }

    @Test
    void aWrongTurnIsTakenBackUnderWiderRulesToo() {
        // statsd_exporter sees no need for it where one rule is a wider form of another.
        unorderedGlobs("a.*.c -> star", "a.b.d -> exact", "a.*.* -> wide")
                .map("a.b.c", "star{}")
                .map("a.b.d", "exact{}")
                .map("a.b.e", "wide{}");
    }

    @Test
    void aWrongTurnIsTakenBack() {
        globs("backtrack.*.bbb -> stars{x=$1}", "backtrack.justatest.aaa -> exact")
                .map("backtrack.good.bbb", "stars{x=good}")
                .map("backtrack.justatest.bbb", "stars{x=justatest}")
                .map("backtrack.justatest.aaa", "exact{}")
                .map("backtrack.good.aaa", "backtrack_good_aaa{}");
        globs("a.*.*.b -> stars{x=$1,y=$2}", "a.b.c.d -> exact")
                .map("a.b.c.b", "stars{x=b, y=c}")
                .map("a.b.c.d", "exact{}");
        unorderedGlobs("a.*.*.b -> stars{x=$1,y=$2}", "a.b.c.d -> exact", "a.b.*.e -> mixed{x=$1}")
                .map("a.b.c.b", "stars{x=b, y=c}")
                .map("a.b.c.e", "mixed{x=c}")
                .map("a.b.c.d", "exact{}")
                .map("a.b.c.f", "a_b_c_f{}");
    }

    @Test
    void everyStarIsCaptured() {
        globs("test.dispatcher.*.*.* -> events{processor=$1,action=$2,outcome=$3,job=dispatch}")
                .map(
                        "test.dispatcher.FooProcessor.send.success",
                        "events{action=send, job=dispatch, outcome=success,"
                                + " processor=FooProcessor}")
                .map("test.dispatcher.a.b", "test_dispatcher_a_b{}");
    }

    @Test
    void referencesInNamesAndLabelsAreReplaced() {
        globs("a.*.* -> ${1}_${2}").map("a.x.y", "x_y{}");
        globs("a.*.* -> $2").map("a.x.y", "y{}");
        globs("a.* -> n{l=${1}}").map("a.x", "n{l=x}");
        globs("a.* -> n{l=pre-$1}").map("a.x", "n{l=pre-x}");
        globs("a.* -> n{l=${1}-post}").map("a.x", "n{l=x-post}");
        globs("a.* -> n{l=$1-post}").map("a.x", "n{l=x-post}");
        globs("a.* -> n{l=${1}${1}}").map("a.x", "n{l=xx}");
        globs("a.* -> n{l=plain}").map("a.x", "n{l=plain}");
        globs("a.* -> n{l=100%s}").map("a.x", "n{l=100%s}");
    }

    @Test
    void referenceZeroIsTheWholePath() {
        globs("a.* -> n{l=$0}").map("a.x", "n{l=a.x}").map("a.x;t=v", "n{l=a.x, t=v}");
        globs("a.* -> n{l=<${0}>}").map("a.x-y", "n{l=<a.x-y>}");
        globs("a.*.* -> ${0}_${2}").map("a.x.y", "a_x_y_y{}");
        globs("a.b -> n{l=$0}").map("a.b", "n{l=a.b}");
    }

    @Test
    void leadingZerosOfAReferenceAreNothing() {
        globs("a.*.* -> n{l=$01}").map("a.x.y", "n{l=x}");
        globs("a.*.* -> n{l=${0002}}").map("a.x.y", "n{l=y}");
        globs("a.*.* -> n{l=$00}").map("a.x.y", "n{l=a.x.y}");
    }

    @Test
    void aDollarAfterADollarBelongsToTheReference() {
        globs("a.* -> n{l=v$$}").map("a.x", "n{l=v}");
        globs("a.* -> n{l=v$$1}").map("a.x", "n{l=v}");
        globs("a.* -> n{l=v${$}w}").map("a.x", "n{l=vw}");
        globs("a.* -> n{l=v$1$}").map("a.x", "n{l=v}");
        globs("a.* -> n{l=v${1}$}").map("a.x", "n{l=vx$}");
        globs("a.* -> n{l=\\$1}").map("a.x", "n{l=\\x}");
        globs("a.* -> n{l=v${1}").map("a.x", "n{l=vx}");
        globs("a.* -> n{l=v${1-w}").map("a.x", "n{l=vx-w}");
        globs("a.* -> n{l=v${}w}").map("a.x", "n{l=v${}w}");
        globs("a.* -> n{l=$1%s%}").map("a.x", "n{l=x%s%}");
    }

    @Test
    void referencesThatBeginAlikeAreToldApart() {
        // statsd_exporter replaces the text `$1` first, inside of `$10` and `$1_x` too.
        globs("a.* -> n{l=$1-$10}").map("a.x", "n{l=x-}");
        globs("a.* -> n{l=$1-$1_x}").map("a.x", "n{l=x-}");
        globs("*.*.*.*.*.*.*.*.*.* -> n{l=$1-$10}").map("a.b.c.d.e.f.g.h.i.j", "n{l=a-j}");
    }

    @Test
    void referencesToNothingAreEmpty() {
        globs("a.* -> n{l=$2}").map("a.x", "n{}");
        globs("a.* -> n{l=v$1_foo}").map("a.x", "n{l=v}");
        globs("a.* -> n{l=v${1}_foo}").map("a.x", "n{l=vx_foo}");
        globs("a.* -> n{l=v$name}").map("a.x", "n{l=v}");
        globs("a.* -> n{l=v$1$1}").map("a.x", "n{l=v}");
        globs("a.* -> n{l=v$99999999999}").map("a.x", "n{l=v}");
        globs("a.* -> n{l=$}").map("a.x", "n{l=$}");
        globs("a.* -> n{l=a$-b}").map("a.x", "n{l=a$-b}");
    }

    @Test
    void moreThanNineStarsAreToldApart() {
        globs("*.*.*.*.*.*.*.*.*.*.* -> n{ten=$10,one=$1,eleven=${11}}")
                .map("a.b.c.d.e.f.g.h.i.j.k", "n{eleven=k, one=a, ten=j}");
    }

    @Test
    void dropRulesWinLikeOthers() {
        globs("a.b.* -> !", "a.*.* -> kept{x=$1}")
                .map("a.b.c", "dropped")
                .map("a.c.c", "kept{x=c}");
        globs("a.*.* -> kept{x=$1}", "a.b.* -> !").map("a.b.c", "kept{x=b}");
        unorderedGlobs("a.*.* -> kept{x=$1}", "a.b.* -> !").map("a.b.c", "dropped");
        globs("a.* -> n", "* -> !", "*.* -> !").map("a.x", "n{}").map("b", "dropped");
    }

    @Test
    void namesAreMadeValidAfterReplacing() {
        globs("a.* -> n_${1}").map("a.x-y", "n_x_y{}").map("a.x y", "n_x_y{}");
        globs("a.* -> $1").map("a.0foo", "_0foo{}").map("a.", "rejected");
        globs("a.* -> n{l=$1}").map("a.x-y/z", "n{l=x-y/z}");
    }

    @Test
    void tagsAreLabelsUnlessTheRuleSaysOtherwise() {
        globs("my.*.metric -> n{kind=$1}")
                .map("my.simple.metric;tag1=v1;tag2=v2", "n{kind=simple, tag1=v1, tag2=v2}")
                .map("my.simple.metric;kind=mine", "n{kind=simple}")
                .map("my.simple.metric;junk", "n{kind=simple}");
        globs("a.b -> !").map("a.b;host=x", "dropped");
        globs("a -> n").map("a;b=c", "n{b=c}").map("a.b;c=d", "a_b{c=d}");
    }
}
