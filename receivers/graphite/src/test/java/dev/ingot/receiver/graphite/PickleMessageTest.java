package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.receiver.graphite.PickleMessage.Sample;
import dev.ingot.testkit.RealProgram;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickleMessageTest {
    @TempDir Path directory;

    private static List<Sample> read(byte[] message) throws Exception {
        return PickleMessage.read(message, 0, message.length);
    }

    private byte[] python(String expression, int protocol) {
        String program =
                "import pickle, base64; print(base64.b64encode(pickle.dumps(%s, protocol=%d)).decode())"
                        .formatted(expression, protocol);
        String printed = RealProgram.run("python3", directory, "python3", "-c", program);
        return Base64.getDecoder().decode(printed.strip());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void whatPythonWritesIsReadInEveryProtocol(int protocol) throws Exception {
        byte[] message =
                python(
                        "[('a.b', (1700000000, 1.5)), ('c;d=e', (1700000000.25, 42)),"
                                + " (u'm\\u00e9\\u0416m', (-1, 2**40)), ['list', [1, '3.5']],"
                                + " ('big', (1, 2**62)), ('neg', (1, -300)), ('none', (1, None))]",
                        protocol);
        assertThat(read(message))
                .extracting(Sample::path, Sample::value, Sample::timestamp)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"a.b\", \"1.5\", \"1700000000\")",
                        "(\"c;d=e\", \"42\", \"1.70000000025E9\")"
                                .replace("1.70000000025E9", time(protocol)),
                        "(\"m\u00e9\u0416m\", \"1099511627776\", \"-1\")",
                        "(\"list\", \"3.5\", \"1\")",
                        "(\"big\", \"4611686018427387904\", \"1\")",
                        "(\"neg\", \"-300\", \"1\")",
                        "(\"none\", \"None\", \"1\")");
    }

    /// Protocol 0 writes numbers as text.
    private static String time(int protocol) {
        return protocol == 0 ? "1700000000.25" : "1.70000000025E9";
    }

    @Test
    void aTupleThatIsWrittenOnceMayBeSharedByManySamples() throws Exception {
        byte[] message = python("(lambda p: [('a', p), ('b', p)])((1, 2.5))", 2);
        assertThat(read(message))
                .containsExactly(new Sample("a", "2.5", "1"), new Sample("b", "2.5", "1"));
    }

    @Test
    void manySamplesAreRead() throws Exception {
        byte[] message = python("[('p.%d' % i, (1700000000, i)) for i in range(5000)]", 2);
        assertThat(read(message))
                .hasSize(5000)
                .last()
                .isEqualTo(new Sample("p.4999", "4999", "1700000000"));
    }

    @Test
    void codeIsRefused() {
        refused(python("[('a', (1, __import__('decimal').Decimal('1')))]", 2));
        refused(python("__import__('collections').OrderedDict(a=1)", 2));
        refused("cos\nsystem\n(S'echo hacked'\ntR.".getBytes(ISO_8859_1));
        refused(python("{'a': 1}", 2));
        refused(python("[('a', (1, True))]", 2));
    }

    @Test
    void otherShapesAreRefused() {
        refused(python("'text'", 2));
        refused(python("['text']", 2));
        refused(python("[('a', 1, 2)]", 2));
        refused(python("[('a', (1, 2, 3))]", 2));
        refused(python("[(1, (2, 3))]", 2));
        refused(python("[('a', (1, [2]))]", 2));
        refused(new byte[0]);
        refused(".".getBytes(UTF_8));
        refused("(.".getBytes(UTF_8));
        refused("]q\u0000h\u0000a.".getBytes(ISO_8859_1));
        refused("]h\u0007.".getBytes(ISO_8859_1));
        refused("e.".getBytes(ISO_8859_1));
        refused("I1\na.".getBytes(ISO_8859_1));
        refused(ByteBuffer.allocate(9).put((byte) 0x8D).putLong(-1).array());
        refused("X\u00ff\u00ff\u00ff\u007fa".getBytes(ISO_8859_1));
    }

    @Test
    void aMessageCutAnywhereIsRefused() {
        byte[] message = python("[('a.b', (1700000000, 1.5)), ('c', (2, 42))]", 2);
        for (int length = 0; length < message.length; length++) {
            refused(java.util.Arrays.copyOf(message, length));
        }
    }

    private static void refused(byte[] message) {
        assertThatThrownBy(() -> read(message)).isInstanceOf(PickleMessage.Unreadable.class);
    }
}
