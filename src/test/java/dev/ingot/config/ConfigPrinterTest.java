package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigPrinterTest {
    @TempDir Path folder;

    private static final String YAML =
            """
            text: "two\\nlines: ${env:A} $$ $${b} \\" \\\\ \\t #"
            need: ${env:NULL}
            password: hunter2
            flag: ${env:FLAG}
            number: ${env:NUMBER}
            decimal: .25
            delay: ${env:EMPTY}
            size: 4KiB
            endpoint: '[::1]:514'
            url: http://host/x
            mode: udp
            hosts: ${env:LIST}
            labels: ${env:MAP}
            headers: {X: y}
            retry: {wait: 2s}
            tcp:
            targets:
              - name: p
              - {name: q}
            """;

    private Written written() {
        return new Written(folder)
                .variable("A", "$$a${x}")
                .variable("NULL", "null")
                .variable("EMPTY", "")
                .variable("FLAG", "false")
                .variable("NUMBER", "\"0x10\"")
                .variable("LIST", "[x, '']")
                .variable("MAP", "{a: '', 'b: c': '~', no: 1}");
    }

    @Test
    void printedIsMergedFilledInAndRedacted() {
        Configuration configuration = written().file("a.yaml", YAML).load();
        Toy.read(configuration.root());
        assertThat(configuration.print())
                .isEqualTo(
                        """
                        text: "two\\nlines: $$$a$${x} $ $${b} \\" \\\\ \\t #"
                        need: "null"
                        password: "[REDACTED]"
                        flag: false
                        number: 0x10
                        decimal: .25
                        delay:
                        size: 4KiB
                        endpoint: "[::1]:514"
                        url: http://host/x
                        mode: udp
                        hosts:
                          - x
                          - ""
                        labels:
                          a: ""
                          "b: c": "~"
                          no: 1
                        headers:
                          X: "[REDACTED]"
                        retry:
                          wait: 2s
                        tcp:
                        targets:
                          - name: p
                          - name: q
                        """);
    }

    @Test
    void printedReadsBack() {
        Configuration first = written().file("a.yaml", YAML).load();
        Toy toy = Toy.read(first.root());
        Configuration second = new Written(folder).file("b.yaml", first.print()).load();
        Toy again = Toy.read(second.root());
        second.root().finish();
        assertThat(second.problems().toString()).isEmpty();
        assertThat(second.print()).isEqualTo(first.print());
        assertThat(again.text())
                .isEqualTo(toy.text())
                .isEqualTo("two\nlines: $$a${x} $ ${b} \" \\ \t #");
        assertThat(again.password()).isEqualTo("[REDACTED]");
        assertThat(again.labels()).isEqualTo(toy.labels());
        assertThat(again.hosts()).isEqualTo(toy.hosts());
        assertThat(again.number()).isEqualTo(16);
        assertThat(again.delay()).isEqualTo(toy.delay());
    }

    @Test
    void userInfoOfAUrlIsRedacted() {
        Configuration configuration =
                new Written(folder)
                        .file("a.yaml", "proxy: http://me:hunter2@host/x\nvia: a https://p@h b")
                        .load();
        configuration.root().text("proxy", "", "");
        configuration.root().text("via", "", "");
        assertThat(configuration.print())
                .isEqualTo(
                        """
                        proxy: "http://[REDACTED]@host/x"
                        via: "a https://[REDACTED]@h b"
                        """);
    }

    @Test
    void valueThatNobodyAskedForIsRedacted() {
        Configuration configuration =
                new Written(folder)
                        .file("a.yaml", "a: {pasword: x}\nl: [[1, {b: 2}], []]\ne: {}")
                        .load();
        assertThat(configuration.print())
                .isEqualTo(
                        """
                        a:
                          pasword: "[REDACTED]"
                        l:
                          -
                            - "[REDACTED]"
                            - b: "[REDACTED]"
                          - []
                        e: {}
                        """);
    }

    @Test
    void ignoredValueIsShownOnlyWhereItIsHarmless() {
        Configuration configuration =
                new Written(folder)
                        .file("a.yaml", "a: 100\nb: 5s\nc: true\nd: x\ne: {f: 1}")
                        .load();
        for (String key : List.of("a", "b", "c", "d", "e")) {
            configuration.root().ignored(key, "there is no such thing");
        }
        assertThat(configuration.print())
                .isEqualTo(
                        """
                        a: 100
                        b: 5s
                        c: true
                        d: "[REDACTED]"
                        e:
                          f: "[REDACTED]"
                        """);
    }

    @Test
    void valueThatIsASecretSomewhereIsOneEverywhere() {
        Configuration configuration = new Written(folder).file("a.yaml", "a: &s x\nb: *s").load();
        configuration.root().secret("a", "");
        configuration.root().text("b", "", "");
        assertThat(configuration.print()).isEqualTo("a: \"[REDACTED]\"\nb: \"[REDACTED]\"\n");
    }

    @Property
    void everyTextReadsBack(@ForAll String key, @ForAll String value) {
        Map<String, String> variables = Map.of("V", value);
        String text = value.contains("://") ? "" : value;
        Configuration first =
                Configuration.load(List.of("yaml:m: {k: '${env:V}'}"), List.of(), variables::get);
        assertThat(first.root().map("m", "")).containsEntry("k", value);
        Configuration second = Configuration.load(List.of("env:P"), List.of(), _ -> first.print());
        assertThat(second.problems().toString()).isEmpty();
        if (text.equals(value)) {
            assertThat(second.root().map("m", "")).containsEntry("k", value);
        }
    }
}
