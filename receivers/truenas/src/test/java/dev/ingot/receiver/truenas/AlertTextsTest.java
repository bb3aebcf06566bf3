package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The texts of alerts, which are log records.
class AlertTextsTest {
    @TempDir Path directory;
    private NasServer server = new NasServer(NasServer.Release.V25_10);

    @BeforeEach
    void startServer() throws Exception {
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void anAlertIsToldOnce() throws Exception {
        try (var rig = new Rig(Rig.target("nas01", server, "alerts"))) {
            rig.round();
            rig.round();
            assertThat(rig.recorder.logs()).hasSize(3);
            server.answer(
                    "alert.list",
                    """
                    [{"uuid": "a-1", "datetime": {"$date": 1795212900000}, "formatted": "old"},
                     {"uuid": "b-1", "klass": "K", "level": "EMERGENCY", "formatted": "new"}]
                    """);
            rig.round();
            assertThat(rig.recorder.logs()).hasSize(4);
            assertThat(rig.recorder.text()).contains("FATAL EMERGENCY «new»");
        }
    }

    @Test
    void aRestartTellsOnlyOfNewAlerts() throws Exception {
        TargetConfig target = Rig.target("nas01", server, "alerts");
        try (var rig = new Rig(directory, target)) {
            rig.round();
            assertThat(rig.recorder.logs()).hasSize(3);
        }
        server.answer(
                "alert.list",
                """
                [{"uuid": "a-1", "datetime": {"$date": 1795212900000}, "formatted": "told"},
                 {"uuid": "a-2", "datetime": {"$date": 1795255555000}, "formatted": "again"},
                 {"uuid": "b-1", "datetime": {"$date": 1795255555000}, "formatted": "new"}]
                """);
        try (var rig = new Rig(directory, target)) {
            rig.round();
            assertThat(rig.recorder.logs()).hasSize(2);
            assertThat(rig.recorder.text()).contains("«again»", "«new»");
        }
        try (var rig = new Rig(directory, target)) {
            rig.round();
            assertThat(rig.recorder.logs()).isEmpty();
        }
    }

    @Test
    void withoutStorageARestartTellsThemAgain() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (var rig = new Rig(Rig.target("nas01", server, "alerts"))) {
                rig.round();
                assertThat(rig.recorder.logs()).hasSize(3);
            }
        }
    }

    @Test
    void aMemoryThatCannotBeReadOrWrittenTellsTwiceRatherThanNever() throws Exception {
        Files.createDirectories(directory.resolve("nas01.alerts/in-the-way"));
        for (int start = 0; start < 2; start++) {
            try (var rig = new Rig(directory, Rig.target("nas01", server, "alerts"))) {
                rig.round();
                rig.round();
                assertThat(rig.recorder.logs()).hasSize(3);
            }
        }
    }
}
