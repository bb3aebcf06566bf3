package dev.ingot.receiver.syslog;

import dev.ingot.wire.AsciiText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns bytes into text and loses none: what is not in the expected encoding is read as Latin-1,
/// where every byte is a character. Not safe for several threads at once.
final class Text {
    private static final char REPLACEMENT = '\uFFFD';

    /// Where bytes below 128 are nothing but ASCII, whatever stands before them.
    private static final Set<Charset> PLAIN =
            Set.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

    private final Charset charset;
    private final boolean plain;
    private boolean foreign;

    Text(Charset charset) {
        this.charset = charset;
        plain = PLAIN.contains(charset);
    }

    /// Whether a text since the last [#reset] was not in the expected encoding.
    boolean foreign() {
        return foreign;
    }

    void reset() {
        foreign = false;
    }

    /// The text in its bytes, where these are ASCII and mean ASCII; else null.
    @Nullable AsciiText ascii(byte[] bytes, int start, int end) {
        return plain ? AsciiText.copyOf(bytes, start, end) : null;
    }

    String of(byte[] bytes, int start, int end) {
        String text = new String(bytes, start, end - start, charset);
        // Only malformed bytes and a replacement character that was sent decode to one.
        return text.indexOf(REPLACEMENT) < 0 ? text : strict(bytes, start, end, text);
    }

    private String strict(byte[] bytes, int start, int end, String lenient) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
            return lenient;
        } catch (CharacterCodingException notInThisEncoding) {
            foreign = true;
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
    }
}
