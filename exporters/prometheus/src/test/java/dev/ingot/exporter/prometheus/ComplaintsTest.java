package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Labels;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.telemetry.Tally;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final List<String> said = new ArrayList<>();
    private final Complaints complaints = new Complaints(new Listener(), Tally.standalone());

    private final class Listener implements System.Logger {
        @Override
        public String getName() {
            return "listener";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable thrown) {
            said.add(level + " " + message);
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                Object @Nullable ... parameters) {
            // Like the JDK's loggers: braces mean something only where there are parameters.
            String text = String.valueOf(format);
            said.add(
                    level
                            + " "
                            + (parameters == null ? text : MessageFormat.format(text, parameters)));
        }
    }

    @Test
    void seriesOfTwoReceiversIsReportedByNameOnceAndTheNewerWins() {
        var store = new Store(new StoreLimits(Duration.ZERO, 10, 0, 0, 0), complaints);
        Labels labels = Labels.of("instance", "nas");
        Series one = Series.of(origin("truenas", "a"), SIZE, labels);
        Series other = Series.of(origin("truenas", "b"), SIZE, labels);
        var points = new Points();
        for (long time = 1; time < 20; time += 2) {
            points.clear();
            points.add(one, time, 1);
            points.add(other, time + 1, 2);
            store.accept(points, 100);
        }
        assertThat(said)
                .containsExactly(
                        "WARNING two sources bring the same series, the newest point wins:"
                                + " pool_size_bytes{instance=nas, job=truenas}"
                                + " from {service.instance.id=\"a\", service.name=\"truenas\"}"
                                + " and from {service.instance.id=\"b\", service.name=\"truenas\"}");
        var moment = new Moment();
        store.copy(moment, 100);
        assertThat(moment.value(0)).isEqualTo(2);
    }

    @Test
    void theSameIsSaidOnceAndNotWithoutEnd() {
        for (int i = 0; i < 1000; i++) {
            complaints.say("about " + i, "something about {0} " + i);
            complaints.say("about " + i, "something else");
        }
        assertThat(said).hasSize(100).first().isEqualTo("WARNING something about {0} 0");
    }
}
