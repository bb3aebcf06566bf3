package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine that changes, lies or breaks: right labels or plain names, never another's.
class HostileDockerTest {
    private static final String VETH = VethHost.VETH;

    @TempDir Path root;
    private VethHost host;

    @BeforeEach
    void layOut() throws IOException {
        host = new VethHost(root);
    }

    @Test
    void aSteadyHostAsksTheEngineNothing() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            Await.until("the events to be followed", docker::isFollowed);
            Await.until("its name", () -> station.labels(VETH).contains("instance=web,"));
            station.round();
            int asked = docker.requests().size();
            for (int i = 0; i < 5; i++) {
                assertThat(station.labels(VETH)).contains("instance=web,");
            }
            assertThat(docker.requests()).hasSize(asked);

            docker.answer(
                    "/containers/json",
                    "["
                            + VethHost.listed(VethHost.FIRST, "web")
                            + ","
                            + VethHost.listed(VethHost.SECOND, "db")
                            + "]");
            docker.answer("/containers/" + VethHost.SECOND + "/json", VethHost.inspected(200));
            host.process(200, VethHost.SECOND, 11, 12);
            host.device("veth2222222", 12, 11);
            host.netDev(VETH, "veth2222222");
            docker.event("container", "exec_start", VethHost.FIRST);
            docker.event("container", "start", VethHost.SECOND);
            Await.until(
                    "the new one", () -> station.labels("veth2222222").contains("instance=db,"));
            assertThat(docker.requests().stream().skip(asked))
                    .filteredOn(path -> path.contains(VethHost.FIRST))
                    .isEmpty();
            assertThat(docker.requests())
                    .allMatch(path -> path.equals("/version") || path.startsWith("/v1.44/"));
        }
    }

    @Test
    void withoutEventsEveryRoundAsks() throws Exception {
        try (var docker = host.docker()) {
            docker.refuseEvents();
            host.one(docker);
            try (var station = host.station()) {
                station.round();
                int asked = docker.requests().size();
                station.round();
                assertThat(docker.requests()).hasSizeGreaterThan(asked);
                assertThat(station.labels(VETH)).contains("instance=web,");
            }
        }
    }

    @Test
    void whatHappenedWhileTheEventsWereInterruptedIsLearned() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            Await.until("the events to be followed", docker::isFollowed);
            assertThat(station.labels(VETH)).contains("instance=web,");
            docker.endEvents();
            // The container restarts: another process, another interface.
            docker.answer("/containers/" + VethHost.FIRST + "/json", VethHost.inspected(101));
            host.process(101, VethHost.FIRST, 13, 14);
            host.process(100, VethHost.SECOND, 9, 10);
            host.netDev("veth3333333");
            host.device("veth3333333", 14, 13);
            Await.until(
                    "its new interface",
                    () -> station.labels("veth3333333").contains("instance=web,"));
            docker.acceptEvents();
            Await.until("the events to be followed again", docker::isFollowed);
            assertThat(station.labels("veth3333333")).contains("instance=web,");
        }
    }

    @Test
    void aNamespaceThatVanishedBeforeItIsReadNamesNobody() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            docker.answer("/containers/" + VethHost.FIRST + "/json", VethHost.inspected(4242));
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
            docker.answer("/containers/" + VethHost.FIRST + "/json", VethHost.inspected(0));
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
        }
    }

    @Test
    void aMissingSocketIsPlainNamesAndAFailure() throws Exception {
        try (var station = host.station()) {
            String round = station.round();
            assertThat(Station.labelsIn(round, VETH))
                    .contains("instance=veth1111111, instance_type=docker");
            assertThat(round)
                    .contains(Station.failure("docker"), "net_interface_up{job=truenas-net} 1.0");
            assertThat(station.telemetry().text())
                    .contains("errors_total{reason=error, receiver=interfaces, scraper=docker} 1");
        }
    }

    private Station hung(ReplayedDocker docker, String options) {
        docker.hang();
        return host.station(options);
    }

    @Test
    void aHungEngineIsAPlainNameAndAFailure() throws Exception {
        try (var docker = host.docker();
                var station = hung(docker, "lookup_timeout: 300ms")) {
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
            assertThat(station.round()).contains(Station.failure("docker"));
        }
    }

    @Test
    void aRoundDoesNotWaitForASlowOwner() throws Exception {
        try (var docker = host.docker();
                var station = hung(docker, "lookup_wait: 100ms\nlookup_timeout: 30s\n")) {
            assertThat(station.round())
                    .contains("instance=veth1111111,")
                    .doesNotContain("net_interface_scrape_duration_seconds{collector=docker");
        }
    }

    @Test
    void answersThatAreNotJsonArePlainNames() throws Exception {
        for (String answer :
                new String[] {
                    "<html>busy</html>", "[{\"Id\":", "{}", "[1,null,\"x\"]", "500 broken", ""
                }) {
            try (var docker = host.docker();
                    var station = host.station()) {
                docker.answer("/containers/json", answer);
                assertThat(station.labels(VETH)).as(answer).contains("instance=veth1111111,");
            }
            Files.delete(host.socket());
        }
    }

    @Test
    void aContainerThatIsGoneWhenItIsInspectedIsLeftOut() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            docker.answer(
                    "/containers/json",
                    "["
                            + VethHost.listed(VethHost.SECOND, "db")
                            + ","
                            + VethHost.listed(VethHost.FIRST, "web")
                            + "]");
            assertThat(station.labels(VETH)).contains("instance=web,");
        }
    }

    @Test
    void aProcessNumberThatIsAnothersByNowNamesNobody() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            host.files().write("proc/100/cgroup", "0::/docker/" + VethHost.SECOND + "\n");
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
        }
    }

    @Test
    void anEndThatOnlyOneSideNamesIsNobodys() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            host.process(100, VethHost.FIRST, 4, 10); // the host's end says that its peer is 9
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
        }
    }

    @Test
    void twoNamespacesThatClaimOneVethGetNothing() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            docker.answer(
                    "/containers/json",
                    "["
                            + VethHost.listed(VethHost.FIRST, "web")
                            + ","
                            + VethHost.listed(VethHost.SECOND, "db")
                            + "]");
            docker.answer("/containers/" + VethHost.SECOND + "/json", VethHost.inspected(200));
            host.process(200, VethHost.SECOND, 9, 10);
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
        }
    }

    @Test
    void podmanSaysOnlyOfOneContainerThatItSharesTheHostsNetwork() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            host.one(docker);
            docker.answer(
                    "/containers/" + VethHost.FIRST + "/json",
                    "{\"State\":{\"Pid\":100},\"HostConfig\":{\"NetworkMode\":\"host\"}}");
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
        }
    }

    @Test
    void withoutTheContainersSysfsTheBridgeLeavesNoDoubtOrNoName() throws Exception {
        try (var docker = host.docker();
                var station = host.station()) {
            docker.answer("/containers/json", "[" + VethHost.listed(VethHost.FIRST, "web") + "]");
            docker.answer("/containers/" + VethHost.FIRST + "/json", VethHost.inspected(100));
            docker.answer(
                    "/networks",
                    "[{\"Name\":\"web\",\"Id\":\"%s\",\"Driver\":\"bridge\"}]"
                            .formatted("c".repeat(64)));
            host.files().write("proc/100/cgroup", "0::/\n");
            host.files()
                    .write(
                            "proc/100/net/igmp",
                            "Idx\tDevice\n1\tlo        : 1 V3\n9\teth0      : 1 V3\n");
            host.files().link("sys/class/net/veth1111111/master", "../br-cccccccccccc");
            assertThat(station.labels(VETH)).contains("instance=web,");
            host.files().link("sys/class/net/veth1111111/master", "../br-other");
            assertThat(station.labels(VETH)).contains("instance=veth1111111,");
        }
    }
}
