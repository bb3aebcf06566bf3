package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/// Reads what daemons and their tools answer, within limits.
final class Json {
    private static final int DEEPEST = 100;
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .build())
                    .build();

    private Json() {}

    /// @param source what answered, for the error
    /// @throws IOException where the text is not JSON
    static JsonNode read(String source, String text) throws IOException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IOException(
                    "cannot read the answer of " + source + ": " + notJson.getOriginalMessage(),
                    notJson);
        }
    }

    /// @throws IOException where it is not a JSON array
    static JsonNode readArray(String source, String text) throws IOException {
        JsonNode node = read(source, text);
        if (!node.isArray()) {
            throw new IOException("cannot read the answer of " + source + ": it is not an array");
        }
        return node;
    }
}
