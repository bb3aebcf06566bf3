package dev.ingot.receiver.syslog;

import dev.ingot.config.Section;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The option that says in which encoding a sender writes.
final class Encoding {
    private static final String HEADER = "<13>1 2003-10-11T22:14:15.003Z";

    private Encoding() {}

    static Charset read(Section in) {
        String name =
                in.text(
                        "encoding",
                        "utf-8",
                        "How senders encode text; what is not in it is read as Latin-1.");
        // The collector's word for bytes as they are.
        if (name.equalsIgnoreCase("nop")) {
            return StandardCharsets.ISO_8859_1;
        }
        try {
            Charset charset = Charset.forName(name);
            in.require(
                    Arrays.equals(HEADER.getBytes(charset), HEADER.getBytes(Bytes.ASCII)),
                    "encoding",
                    "`" + name + "` does not contain ASCII, which syslog headers are written in");
            return charset;
        } catch (IllegalArgumentException unknown) {
            in.require(false, "encoding", "`" + name + "` is not an encoding such as `iso-8859-1`");
            return StandardCharsets.UTF_8;
        }
    }
}
