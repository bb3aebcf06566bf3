package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.poll.TargetDown;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/// Tokens, passwords and tickets, before a server that lets those wait who are refused.
class LoginTest {
    private final AtomicLong nanos = new AtomicLong();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Api api(PveServer server, String login) {
        var config =
                new Written(
                                "clusters: [{name: home, endpoints: '%s', %s}]"
                                        .formatted(server.url(), login))
                        .config();
        return new Api(config.clusters().getFirst(), new OkHttpClient(), nanos::get);
    }

    @Test
    void aPasswordIsGivenForOneTicket() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var station =
                        new Station("endpoints: '" + server.url() + "', " + Station.PASSWORD, "")) {
            station.round();
            assertThat(station.round()).contains("pve_up{id=qemu/100} 1");
            assertThat(server.logins).hasValue(1);
            server.validTicket = "PVE:another";
            assertThat(station.round()).contains("pve_up{id=qemu/100} 1");
            assertThat(server.logins).hasValue(2);
        }
    }

    @Test
    void aTicketOfAnHourIsGivenForANewOne() throws Exception {
        try (var server = new PveServer(PveModel.three(true))) {
            Api api = api(server, Station.PASSWORD);
            api.get("", "version");
            String first = server.validTicket;
            pass(Duration.ofMinutes(59));
            api.get("", "version");
            assertThat(server.asked()).containsExactly("access/ticket", "version", "version");
            pass(Duration.ofMinutes(2));
            api.get("", "version");
            assertThat(server.asked()).containsExactly("access/ticket", "version");
            assertThat(server.validTicket).isNotEqualTo(first);
            assertThat(server.renewals).hasValue(1);
        }
    }

    @Test
    void aTicketThatCannotBeRenewedIsReplacedByThePassword() throws Exception {
        try (var server = new PveServer(PveModel.three(true))) {
            Api api = api(server, Station.PASSWORD);
            api.get("", "version");
            server.validTicket = "";
            pass(Duration.ofHours(3));
            api.get("", "version");
            assertThat(server.asked())
                    .containsExactly(
                            "access/ticket",
                            "version",
                            "access/ticket",
                            "access/ticket",
                            "version");
            assertThat(server.renewals).hasValue(0);
        }
    }

    @Test
    void aRefusedTokenIsTriedAgainAfterAMinute() throws Exception {
        try (var server = new PveServer(PveModel.three(true))) {
            Api api = api(server, "token_id: a@pve!b, token_secret: wrong");
            assertRefused(api);
            pass(Duration.ofSeconds(59));
            assertRefused(api);
            assertThat(server.asked()).hasSize(1);
            pass(Duration.ofSeconds(2));
            assertRefused(api);
            assertThat(server.asked()).hasSize(1);
        }
    }

    private static void assertRefused(Api api) {
        assertThatThrownBy(() -> api.get("", "version"))
                .isInstanceOf(TargetDown.class)
                .hasMessageContaining("the API token `a@pve!b` is refused")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void aRefusedLoginIsNotTriedAgainAndAgain() throws Exception {
        try (var server = new PveServer(PveModel.three(true));
                var token =
                        new Station(
                                "endpoints: '"
                                        + server.url()
                                        + "', token_id: a@pve!b, token_secret: wrong",
                                "");
                var password =
                        new Station(
                                "endpoints: '" + server.url() + "', user: a@pve, password: wrong",
                                "")) {
            assertThat(token.round()).contains("proxmox_up{} 0.0");
            token.round();
            assertThat(server.asked()).hasSize(1);
            assertThat(password.round()).contains("proxmox_up{} 0.0");
            password.round();
            assertThat(server.asked()).containsExactly("access/ticket");
        }
    }
}
