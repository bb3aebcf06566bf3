package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.ManualClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class RejectionsTest {
    private final ManualClock clock = new ManualClock("2026-01-01T00:00:00Z");
    private final Telemetry telemetry = new Telemetry();
    private final InetSocketAddress peer =
            new InetSocketAddress(InetAddress.ofLiteral("10.0.0.5"), 4242);

    @Test
    void oneExampleAMinuteIsLoggedAndAllAreCounted() {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger("graphite/seldom");
        Handler handler = collecting(logged);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        var context =
                new Context("graphite/seldom", clock, telemetry.tally(), Duration.ofSeconds(1));
        var rejections = new Rejections(context, "tcp", new Senders(context));
        byte[] line = "a.b one {0} 17".getBytes(ISO_8859_1);
        for (int i = 0; i < 3; i++) {
            rejections.reject(Rejection.VALUE, line, 0, line.length, peer);
        }
        rejections.reject(Rejection.TOO_LONG, peer);
        clock.advance(Duration.ofMinutes(1));
        rejections.reject(Rejection.VALUE, line, 0, line.length, peer);
        logger.removeHandler(handler);
        assertThat(logged)
                .containsExactly(
                        "cannot use a line from 10.0.0.5:4242: value: `a.b one {0} 17`; more like"
                                + " it are only counted for a minute",
                        "cannot use a line from 10.0.0.5:4242: too_long: "
                                + Rejection.TOO_LONG.meaning()
                                + "; more like it are only counted for a minute",
                        "cannot use a line from 10.0.0.5:4242: value: `a.b one {0} 17`; more like"
                                + " it are only counted for a minute");
        assertThat(telemetry.text())
                .isEqualTo(
                        """
                        ingot_receiver_rejected_total{reason=too_long, transport=tcp} 1
                        ingot_receiver_rejected_total{reason=value, transport=tcp} 4
                        ingot_receiver_source_rejected_total{source=10.0.0.5} 5
                        """);
    }

    @Test
    void shownLinesAreShortAndHarmless() {
        assertThat(shown("a\u001b[31m \\ \u0000\u00e9")).isEqualTo("a\\x1b[31m \\x5c \\x00\\xe9");
        assertThat(shown("x".repeat(500))).isEqualTo("x".repeat(120) + "… (500 bytes)");
    }

    private static String shown(String line) {
        byte[] bytes = line.getBytes(ISO_8859_1);
        return Rejections.shown(bytes, 0, bytes.length);
    }

    private static Handler collecting(List<String> logged) {
        return new Handler() {
            private final SimpleFormatter formatter = new SimpleFormatter();

            @Override
            public void publish(LogRecord event) {
                logged.add(formatter.formatMessage(event));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
