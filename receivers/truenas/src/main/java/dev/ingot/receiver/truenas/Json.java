package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// Reads and writes JSON from a peer that is not trusted to be reasonable. Used by several threads
/// at once.
final class Json {
    private static final int MAX_NESTING = 100;
    private static final int MAX_STRING = 8 << 20;
    private static final int MAX_NUMBER = 100;

    private final ObjectMapper mapper;

    /// @param maxBytes of one document
    Json(long maxBytes) {
        var constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(MAX_NUMBER)
                        .maxDocumentLength(maxBytes)
                        .build();
        mapper = new ObjectMapper(JsonFactory.builder().streamReadConstraints(constraints).build());
    }

    /// @throws IOException where it cannot be read; the message shows nothing of the document
    JsonNode read(InputStream document) throws IOException {
        try {
            return Objects.requireNonNullElse(mapper.readTree(document), MissingNode.getInstance());
        } catch (JsonProcessingException notJson) {
            throw new IOException("it is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    byte[] write(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
