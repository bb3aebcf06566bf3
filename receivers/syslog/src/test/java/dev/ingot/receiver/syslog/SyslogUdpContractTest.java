package dev.ingot.receiver.syslog;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;
import java.nio.charset.StandardCharsets;

class SyslogUdpContractTest extends ReceiverContract {
    @Override
    protected Receiver receiver(Context context) {
        return new SyslogReceiver(new Written(Station.UDP).config(), context);
    }

    @Override
    protected int send(Receiver receiver, int good, int bad) throws Exception {
        for (int i = 0; i < good; i++) {
            send(receiver, "<13>1 - h a p m - text");
        }
        for (int i = 0; i < bad; i++) {
            send(receiver, "\u00ff bad");
        }
        return good + bad;
    }

    private static void send(Receiver receiver, String message) throws Exception {
        Station.datagram((SyslogReceiver) receiver, message.getBytes(StandardCharsets.ISO_8859_1));
    }
}
