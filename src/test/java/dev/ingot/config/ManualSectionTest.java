package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManualSectionTest {
    @Test
    void everyOptionIsInTheTableInTheOrderOfAsking() {
        var manual = new ManualSection();
        Toy.read(manual);
        assertThat(manual.markdown())
                .isEqualTo(
                        """
                        | Option | Default | Meaning |
                        | --- | --- | --- |
                        | `text` | `word` | A text. |
                        | `need` |  | Required. Nothing works without. |
                        | `password` |  | Said to nobody. |
                        | `flag` | `true` | Yes or no. |
                        | `number` | `512` | How many, 1 to 65535. |
                        | `decimal` | `0.5` | A share. |
                        | `delay` | `5s` | How long. |
                        | `size` | `4MiB` | How large; a\\|b. |
                        | `endpoint` | `127.0.0.1:2003` | Where to listen. |
                        | `url` |  | Where to send. |
                        | `mode` | `both` | One of `tcp`, `udp`, `both`. |
                        | `hosts` | `[x]` | Which. |
                        | `labels` |  | Added to all. |
                        | `retry` |  | How to retry. |
                        | `retry.wait` | `1s` | Before the next try. |
                        | `tcp` |  | Listens for TCP. |
                        | `tcp.port` | `7` | Where. |
                        | `targets[]` |  | Whom to ask. |
                        | `targets[].name` |  | Required. Its. |
                        | `headers` |  | Sent along. |\
                        """);
    }

    @Test
    void manualAnswersWhatAnEmptyFileDoes() {
        Configuration empty = Configuration.load(List.of(), List.of(), _ -> null);
        assertThat(Toy.read(new ManualSection())).isEqualTo(Toy.read(empty.root()));
    }

    @Test
    void rowSaysWhatIsWrittenThere() {
        var manual = new ManualSection();
        manual.text("separator", " ", "Between.");
        manual.decimal("ratio", 1, 0, 2, "How much.");
        assertThat(manual.rows())
                .containsExactly(
                        new ManualSection.Row("separator", "text", "\" \"", "Between."),
                        new ManualSection.Row("ratio", "number", "1", "How much."));
    }
}
