package dev.ingot.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What numbers stand for: Grafana's value mappings.
record Words(List<Word> words) {
    static final Words YES_NO =
            of(new Word("1", "yes", Color.GREEN), new Word("0", "no", Color.RED));
    static final Words ON_OFF =
            of(new Word("1", "on", Color.GREEN), new Word("0", "off", Color.TEXT));
    static final Words RUNNING =
            of(
                    new Word("1", "running", Color.GREEN),
                    new Word("0", "stopped", Color.TEXT),
                    new Word("-1", "error", Color.RED));
    static final Words TASK =
            of(
                    new Word("1", "OK", Color.GREEN),
                    new Word("0.5", "RUNNING", Color.BLUE),
                    new Word("0", "PENDING", Color.YELLOW),
                    new Word("-1", "FAILED", Color.RED));
    static final Words APP =
            of(
                    new Word("1", "RUNNING", Color.GREEN),
                    new Word("0.5", "DEPLOYING", Color.BLUE),
                    new Word("0", "STOPPED", Color.TEXT),
                    new Word("-1", "CRASHED", Color.RED));
    static final Words UP = of(new Word("1", "up", Color.GREEN), new Word("0", "down", Color.RED));

    record Word(String value, String text, Color color) {}

    static Words of(Word... words) {
        return new Words(List.of(words));
    }

    ArrayNode json() {
        ArrayNode mappings = JsonNodeFactory.instance.arrayNode();
        ObjectNode options = mappings.addObject().put("type", "value").putObject("options");
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            options.putObject(word.value)
                    .put("color", word.color.id())
                    .put("index", i)
                    .put("text", word.text);
        }
        return mappings;
    }
}
