package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;

class GraphiteUdpContractTest extends ReceiverContract {
    @Override
    protected Receiver receiver(Context context) {
        return new GraphiteReceiver(
                new Written("{endpoint: '127.0.0.1:0', transport: udp}").config(), context);
    }

    @Override
    protected int send(Receiver receiver, int good, int bad) throws Exception {
        for (int i = 0; i < good; i++) {
            Listening.datagram(
                    (GraphiteReceiver) receiver, ("good." + i + " 1 1700000000\n").getBytes(UTF_8));
        }
        for (int i = 0; i < bad; i++) {
            Listening.datagram((GraphiteReceiver) receiver, "bad\n".getBytes(UTF_8));
        }
        return good + bad;
    }
}
