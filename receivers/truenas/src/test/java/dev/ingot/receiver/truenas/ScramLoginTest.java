package dev.ingot.receiver.truenas;

import static dev.ingot.receiver.truenas.Rig.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Logins where the NAS may offer SCRAM: the key is proven, not sent, and the NAS has to prove
/// itself too.
class ScramLoginTest {
    @TempDir Path directory;
    private NasServer server = new NasServer(NasServer.Release.V26);

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"V25_04, metrics, 1", "V25_10, metrics, 1", "V26, metrics, 0", "V26, '', 1"})
    void aKeyIsSentOnlyWhereNothingBetterIsOffered(
            NasServer.Release release, String username, int sent) throws Exception {
        server = new NasServer(release).start();
        TargetConfig target = Rig.target("nas01", server, "apps");
        try (var rig = new Rig(Rig.withKey(target, target.key(), username))) {
            assertThat(up(rig.round())).isTrue();
            assertThat(server.acceptedLogins).hasValue(1);
            assertThat(server.shownKeys).hasValue(sent);
        }
    }

    @Test
    void aNasThatTakesNoKeysThatAreSentIsReadAllTheSame() throws Exception {
        server.start().logins.raiseAssuranceLevel();
        try (var rig = new Rig(Rig.target("nas01", server, "apps"))) {
            assertThat(up(rig.round())).isTrue();
            server.dropConnections();
            rig.awaitUp();
            assertThat(server.acceptedLogins).hasValue(2);
            assertThat(server.refusedLogins).hasValue(0);
        }
    }

    @Test
    void aWrongKeyIsTriedOnceOnAConnectionAndTheNextOneTaken() throws Exception {
        Path file = directory.resolve("nas.key");
        Files.writeString(file, "1-wrong\n");
        server.start();
        TargetConfig target = Rig.target("nas01", server, "apps");
        var key = new ApiKey(Secret.of(""), file.toString());
        try (var rig = new Rig(Rig.withKey(target, key, NasServer.USER))) {
            assertThat(up(rig.round())).isFalse();
            Files.writeString(file, "9-unknown\n");
            assertThat(up(rig.round())).isFalse();
            assertThat(server.refusedLogins).hasValue(server.connections.get());
            Files.writeString(file, NasServer.KEY + "\n");
            rig.awaitUp();
            assertThat(server.acceptedLogins).hasValue(1);
            assertThat(server.shownKeys).hasValue(0);
        }
    }

    /// It takes any key, as someone would who only wants to be told things, or asked.
    @ParameterizedTest
    @CsvSource({"v=", "r="})
    void someoneInTheNasPlaceIsNotBelievedAndLearnsNothing(String message) throws Exception {
        server.start().logins.forge(said -> said.startsWith(message) ? said + "x" : said);
        try (var rig = new Rig(Rig.target("nas01", server, "apps"))) {
            assertThat(up(rig.round())).isFalse();
            assertThat(server.called("app.query")).isZero();
            assertThat(server.shownKeys).hasValue(0);
            assertThat(rig.telemetry.text())
                    .contains("ingot_truenas_logins_total{receiver=truenas, result=refused}")
                    .doesNotContain("result=accepted");
            server.logins.forge(said -> said);
            rig.awaitUp();
        }
    }
}
