package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/// Bad items are samples without a number here, and messages that are no list of samples.
class GraphitePickleContractTest extends ReceiverContract {
    private static final String CONFIG =
            """
            tcp: {endpoint: "127.0.0.1:0"}
            pickle: {endpoint: "127.0.0.1:0"}
            """;

    @Override
    protected Receiver receiver(Context context) {
        return new GraphiteReceiver(new Written(CONFIG).config(), context);
    }

    @Override
    protected int send(Receiver receiver, int good, int bad) throws Exception {
        var messages = new ByteArrayOutputStream();
        var out = new DataOutputStream(messages);
        write(out, samples("good", "F1.5\n", good - good / 2));
        write(out, samples("more", "I2\n", good / 2));
        write(out, samples("bad", "S'none'\n", bad - bad / 2));
        for (int i = 0; i < bad / 2; i++) {
            write(out, "cos\nsystem\n.");
        }
        var address = ((GraphiteReceiver) receiver).pickleAddress();
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(messages.toByteArray());
            socket.shutdownOutput();
            if (socket.getInputStream().read() >= 0) {
                throw new IOException("the receiver answered");
            }
        }
        return good + bad;
    }

    /// Protocol 0, which can be read.
    private static String samples(String name, String value, int count) {
        var list = new StringBuilder("(l");
        for (int i = 0; i < count; i++) {
            list.append("(S'").append(name).append('.').append(i).append("'\n(I1700000000\n");
            list.append(value).append("tta");
        }
        return list.append('.').toString();
    }

    private static void write(DataOutputStream out, String pickle) throws IOException {
        out.writeInt(pickle.length());
        out.write(pickle.getBytes(US_ASCII));
    }
}
