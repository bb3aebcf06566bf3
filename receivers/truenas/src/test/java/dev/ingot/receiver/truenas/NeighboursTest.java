package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ingot.record.Points;
import dev.ingot.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a NAS that is in trouble costs the others, and itself.
class NeighboursTest {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final TargetConfig.Reconnect WAITS =
            new TargetConfig.Reconnect(Duration.ofSeconds(5), Duration.ofMinutes(5));

    private final List<NasServer> servers = new ArrayList<>();
    private final List<TargetConfig> targets = new ArrayList<>();

    private NasServer add(String name) throws Exception {
        return add(name, NasServer.Release.V25_10);
    }

    private NasServer add(String name, NasServer.Release release) throws Exception {
        NasServer server = new NasServer(release).start();
        servers.add(server);
        TargetConfig target = Rig.target(name, server);
        targets.add(Rig.withReconnect(Rig.everySecond(target, Duration.ofMinutes(5)), WAITS));
        return server;
    }

    @AfterEach
    void stopServers() {
        servers.forEach(NasServer::close);
    }

    /// Each kind of trouble at once beside one NAS that is well, which has three rounds while the
    /// first round of the silent ones still waits.
    @Test
    void troubleDelaysNoOtherTarget() throws Exception {
        NasServer well = add("well");
        for (NasServer.Mood mood : NasServer.Mood.values()) {
            add(mood.name()).mood(mood);
        }
        add("mute").hang("replication.query");
        add("well by REST", NasServer.Release.V24_10);
        add("silent by REST", NasServer.Release.V24_10).mood(NasServer.Mood.SILENT);
        add("mute by REST", NasServer.Release.V24_10).hang("replication.query");
        add("huge").answer("pool.dataset.query", datasets(10_000));
        NasServer locked = add("locked");
        locked.logins.replaceKey(NasServer.KEY, "2-other");
        try (var rig = new Rig(targets.toArray(TargetConfig[]::new))) {
            rig.receiver.close();
            rig.receiver.start();
            Await.until("three rounds", DEADLINE, () -> rounds(rig, "well") >= 3);
            assertThat(rounds(rig, "SILENT")).isZero();
            assertThat(rounds(rig, "mute")).isZero();
            Await.until("three by REST", DEADLINE, () -> rounds(rig, "well by REST") >= 3);
            assertThat(rounds(rig, "silent by REST")).isZero();
            assertThat(rounds(rig, "mute by REST")).isZero();
            Await.until("the locked one", DEADLINE, () -> rounds(rig, "locked") >= 3);
            assertThat(locked.refusedLogins).hasValue(1);
            assertThat(well.acceptedLogins).hasValue(1);
        }
    }

    private static ArrayNode datasets(int count) throws Exception {
        ArrayNode many = NasServer.JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            many.addObject().put("id", "tank/" + i).put("pool", "tank");
        }
        return many;
    }

    private static int rounds(Rig rig, String host) {
        Points all = rig.recorder.points();
        int rounds = 0;
        for (int i = 0; i < all.size(); i++) {
            boolean up = all.series(i).metric().name().equals("truenas_up");
            rounds += up && all.series(i).toString().contains("{host=" + host + ",") ? 1 : 0;
        }
        return rounds;
    }

    /// As in [LoginTest], with troubles in which no key is shown at all.
    @ParameterizedTest
    @EnumSource(names = {"LOGIN_PAGE", "HANGING_UP", "UNAVAILABLE"})
    void anHourOfTroubleIsNoStorm(NasServer.Mood mood) throws Exception {
        var nanos = new AtomicLong();
        NasServer server = add("nas01");
        try (var rig = new Rig(nanos::get, targets.getFirst())) {
            server.mood(mood);
            rig.rounds(nanos, Duration.ofHours(1));
            // about 18 tries of at most two requests
            assertThat(server.requests.get()).isBetween(10, 44);
            assertThat(server.connections).hasValue(0);
            server.mood(NasServer.Mood.WELL);
            rig.rounds(nanos, Duration.ofMinutes(7));
            assertThat(Rig.up(rig.round())).isTrue();
            assertThat(server.acceptedLogins).hasValue(1);
            assertThat(server.refusedLogins).hasValue(0);
        }
    }
}
