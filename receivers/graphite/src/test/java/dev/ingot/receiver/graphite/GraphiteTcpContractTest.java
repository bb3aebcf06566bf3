package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;

class GraphiteTcpContractTest extends ReceiverContract {
    @Override
    protected Receiver receiver(Context context) {
        return new GraphiteReceiver(new Written("endpoint: 127.0.0.1:0").config(), context);
    }

    @Override
    protected int send(Receiver receiver, int good, int bad) throws Exception {
        var lines = new StringBuilder();
        for (int i = 0; i < good; i++) {
            lines.append("good.").append(i).append(" 1 1700000000\n");
        }
        lines.append("bad\n".repeat(bad));
        Listening.converse((GraphiteReceiver) receiver, lines.toString().getBytes(UTF_8));
        return good + bad;
    }
}
