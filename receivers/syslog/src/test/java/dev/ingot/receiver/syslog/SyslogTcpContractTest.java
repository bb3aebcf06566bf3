package dev.ingot.receiver.syslog;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.testkit.ReceiverContract;
import java.nio.charset.StandardCharsets;

class SyslogTcpContractTest extends ReceiverContract {
    @Override
    protected Receiver receiver(Context context) {
        return new SyslogReceiver(new Written(Station.TCP).config(), context);
    }

    @Override
    protected int send(Receiver receiver, int good, int bad) throws Exception {
        String messages = "<13>1 - h a p m - text\n".repeat(good) + "\u00ff bad\n".repeat(bad);
        Station.stream((SyslogReceiver) receiver, messages.getBytes(StandardCharsets.ISO_8859_1));
        return good + bad;
    }
}
