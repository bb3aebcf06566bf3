package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Origin;
import org.junit.jupiter.api.Test;

class PathNamesTest {
    private final PathNames names = new PathNames(Origin.NONE, Mappings.NONE);

    private void becomes(String path, String series) {
        becomes(path, series, 0);
    }

    private void becomes(String path, String series, int leftOut) {
        Fate fate = names.resolve(path.getBytes(UTF_8));
        assertThat(fate).isInstanceOf(Fate.Point.class);
        if (fate instanceof Fate.Point point) {
            assertThat(point.series().toString()).as(path).isEqualTo(series);
            assertThat(point.leftOut()).as(path).isEqualTo(leftOut);
            assertThat(point.series().metric().help())
                    .isEqualTo("Graphite metric " + point.series().metric().name());
        }
    }

    @Test
    void whatCannotStandInANameBecomesAnUnderscore() {
        becomes("a.b.c", "a_b_c{}");
        becomes("a:b_C9", "a:b_C9{}");
        becomes("truenas.nas.disk._serial_x", "truenas_nas_disk__serial_x{}");
        becomes("a-b/c%d", "a_b_c_d{}");
        becomes("m\u00e9moire.\ud83d\ude00", "m_moire__{}");
    }

    @Test
    void aNameNeverStartsWithADigit() {
        becomes("0foo", "_0foo{}");
        becomes("9.a", "_9_a{}");
    }

    @Test
    void tagsBecomeLabels() {
        becomes("a;host=nas01;disk=sda", "a{disk=sda, host=nas01}");
        becomes("a;x=1;x=2", "a{x=2}");
        becomes("a;url=b=c", "a{url=b=c}");
        becomes("a;site=k\u00f6ln", "a{site=k\u00f6ln}");
        becomes("a;empty=", "a{}");
    }

    @Test
    void labelNamesAreMadeValid() {
        becomes("a;my-tag.x=1", "a{my_tag_x=1}");
        becomes("a;1st=1", "a{key_1st=1}");
        becomes("a;__name__=b", "a{key___name__=b}");
        becomes("a;_x=1", "a{_x=1}");
        becomes("a;a:b=1", "a{a_b=1}");
    }

    @Test
    void tagsWithoutAKeyAreLeftOut() {
        becomes("a;tag1", "a{}", 1);
        becomes("a;tag1;b=2;=3", "a{b=2}", 2);
        becomes("a;", "a{}", 1);
    }

    @Test
    void aByteOrderMarkIsNoPartOfAName() {
        becomes("\uFEFFa.b", "a_b{}");
    }

    @Test
    void aPathWithoutANameIsRejected() {
        assertThat(names.resolve(";a=b".getBytes(UTF_8)))
                .isEqualTo(new Fate.Rejected(Rejection.PATH));
        assertThat(names.resolve("\uFEFF".getBytes(UTF_8)))
                .isEqualTo(new Fate.Rejected(Rejection.PATH));
    }
}
