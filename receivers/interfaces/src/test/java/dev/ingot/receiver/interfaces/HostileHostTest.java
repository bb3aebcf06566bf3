package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Things that change or break while they are read: right labels or plain names, never another's.
class HostileHostTest {
    private static final String FIRST = "a".repeat(64);
    private static final String SECOND = "b".repeat(64);

    @TempDir Path root;
    private Host host;
    private Path socket;

    @BeforeEach
    void layOut() throws IOException {
        host = new Host(root);
        socket = root.resolve("run/docker.sock");
        netDev("veth1111111");
        device("veth1111111", 10, 9);
    }

    private void netDev(String... devices) throws IOException {
        host.write(
                "proc/1/net/dev",
                "a |\nb |\n"
                        + Stream.of(devices)
                                .map(name -> name + ": 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n")
                                .collect(Collectors.joining()));
    }

    private void device(String name, int index, int peer) throws IOException {
        String directory = "sys/class/net/" + name + "/";
        host.write(directory + "ifindex", index + "\n");
        host.write(directory + "iflink", peer + "\n");
        host.write(directory + "operstate", "up\n");
    }

    private void igmp(String name, int index) throws IOException {
        host.write(
                "proc/1/net/igmp",
                "Idx\tDevice\n" + index + "\t" + name + "      :     1      V3\n");
    }

    private void process(int pid, String container, int own, int peer) throws IOException {
        String directory = "proc/" + pid + "/";
        host.write(directory + "cgroup", "0::/docker/" + container + "\n");
        host.link(directory + "ns/net", "net:[" + pid + "]");
        host.write(directory + "root/sys/class/net/eth0/ifindex", own + "\n");
        host.write(directory + "root/sys/class/net/eth0/iflink", peer + "\n");
    }

    private static String listed(String id, String name) {
        return """
        {"Id":"%s","Names":["/%s"],"HostConfig":{"NetworkMode":"web"},
         "NetworkSettings":{"Networks":{"web":{"NetworkID":"%s"}}}}
        """
                .formatted(id, name, "c".repeat(64));
    }

    private static String inspected(int pid) {
        return "{\"State\":{\"Pid\":%d}}".formatted(pid);
    }

    private ReplayedDocker docker() throws IOException {
        return ReplayedDocker.empty(socket);
    }

    private Station station() {
        return station("");
    }

    private Station station(String options) {
        return new Station(
                """
                rootfs: %s
                procfs: %s
                docker_socket: %s
                """
                                .formatted(root, host.procfs(), socket)
                        + options);
    }

    private void one(ReplayedDocker docker) throws IOException {
        docker.answer("/containers/json", "[" + listed(FIRST, "web") + "]");
        docker.answer("/containers/" + FIRST + "/json", inspected(100));
        process(100, FIRST, 9, 10);
    }

    @Test
    void aSteadyHostAsksTheEngineNothing() throws Exception {
        try (var docker = docker();
                var station = station()) {
            one(docker);
            Await.until("the events to be followed", docker::isFollowed);
            Await.until("its name", () -> station.labels("veth1111111").contains("instance=web,"));
            station.round();
            int asked = docker.requests().size();
            for (int i = 0; i < 5; i++) {
                assertThat(station.labels("veth1111111")).contains("instance=web,");
            }
            assertThat(docker.requests()).hasSize(asked);

            docker.answer(
                    "/containers/json",
                    "[" + listed(FIRST, "web") + "," + listed(SECOND, "db") + "]");
            docker.answer("/containers/" + SECOND + "/json", inspected(200));
            process(200, SECOND, 11, 12);
            device("veth2222222", 12, 11);
            netDev("veth1111111", "veth2222222");
            docker.event("container", "exec_start", FIRST);
            docker.event("container", "start", SECOND);
            Await.until(
                    "the new one", () -> station.labels("veth2222222").contains("instance=db,"));
            assertThat(docker.requests().stream().skip(asked))
                    .filteredOn(path -> path.contains(FIRST))
                    .isEmpty();
            assertThat(docker.requests())
                    .allMatch(path -> path.equals("/version") || path.startsWith("/v1.44/"));
        }
    }

    @Test
    void withoutEventsEveryRoundAsks() throws Exception {
        try (var docker = docker()) {
            docker.refuseEvents();
            one(docker);
            try (var station = station()) {
                station.round();
                int asked = docker.requests().size();
                station.round();
                assertThat(docker.requests()).hasSizeGreaterThan(asked);
                assertThat(station.labels("veth1111111")).contains("instance=web,");
            }
        }
    }

    @Test
    void whatHappenedWhileTheEventsWereInterruptedIsLearned() throws Exception {
        try (var docker = docker();
                var station = station()) {
            one(docker);
            Await.until("the events to be followed", docker::isFollowed);
            assertThat(station.labels("veth1111111")).contains("instance=web,");
            docker.endEvents();
            // The container restarts: another process, another interface.
            docker.answer("/containers/" + FIRST + "/json", inspected(101));
            process(101, FIRST, 13, 14);
            process(100, SECOND, 9, 10);
            netDev("veth3333333");
            device("veth3333333", 14, 13);
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
        try (var docker = docker();
                var station = station()) {
            one(docker);
            docker.answer("/containers/" + FIRST + "/json", inspected(4242));
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
            docker.answer("/containers/" + FIRST + "/json", inspected(0));
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
        }
    }

    @Test
    void aMissingSocketIsPlainNamesAndAFailure() throws Exception {
        try (var station = station()) {
            String round = station.round();
            assertThat(Station.labelsIn(round, "veth1111111"))
                    .contains("instance=veth1111111, instance_type=docker");
            assertThat(round)
                    .contains(Station.failure("docker"), "net_interface_up{job=truenas-net} 1.0");
            assertThat(station.telemetry().text())
                    .contains("errors_total{reason=error, receiver=interfaces, scraper=docker} 1");
        }
    }

    private Station hung(ReplayedDocker docker, String options) {
        docker.hang();
        return station(options);
    }

    @Test
    void aHungEngineIsAPlainNameAndAFailure() throws Exception {
        try (var docker = docker();
                var station = hung(docker, "lookup_timeout: 300ms")) {
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
            assertThat(station.round()).contains(Station.failure("docker"));
        }
    }

    @Test
    void aRoundDoesNotWaitForASlowOwner() throws Exception {
        try (var docker = docker();
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
            try (var docker = docker();
                    var station = station()) {
                docker.answer("/containers/json", answer);
                assertThat(station.labels("veth1111111"))
                        .as(answer)
                        .contains("instance=veth1111111,");
            }
            Files.delete(socket);
        }
    }

    @Test
    void aContainerThatIsGoneWhenItIsInspectedIsLeftOut() throws Exception {
        try (var docker = docker();
                var station = station()) {
            one(docker);
            docker.answer(
                    "/containers/json",
                    "[" + listed(SECOND, "db") + "," + listed(FIRST, "web") + "]");
            assertThat(station.labels("veth1111111")).contains("instance=web,");
        }
    }

    @Test
    void aProcessNumberThatIsAnothersByNowNamesNobody() throws Exception {
        try (var docker = docker();
                var station = station()) {
            one(docker);
            host.write("proc/100/cgroup", "0::/docker/" + SECOND + "\n");
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
        }
    }

    @Test
    void anEndThatOnlyOneSideNamesIsNobodys() throws Exception {
        try (var docker = docker();
                var station = station()) {
            one(docker);
            process(100, FIRST, 4, 10); // the host's end says that its peer is 9
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
        }
    }

    @Test
    void twoNamespacesThatClaimOneVethGetNothing() throws Exception {
        try (var docker = docker();
                var station = station()) {
            one(docker);
            docker.answer(
                    "/containers/json",
                    "[" + listed(FIRST, "web") + "," + listed(SECOND, "db") + "]");
            docker.answer("/containers/" + SECOND + "/json", inspected(200));
            process(200, SECOND, 9, 10);
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
        }
    }

    @Test
    void podmanSaysOnlyOfOneContainerThatItSharesTheHostsNetwork() throws Exception {
        try (var docker = docker();
                var station = station()) {
            one(docker);
            docker.answer(
                    "/containers/" + FIRST + "/json",
                    "{\"State\":{\"Pid\":100},\"HostConfig\":{\"NetworkMode\":\"host\"}}");
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
        }
    }

    @Test
    void withoutTheContainersSysfsTheBridgeLeavesNoDoubtOrNoName() throws Exception {
        try (var docker = docker();
                var station = station()) {
            docker.answer("/containers/json", "[" + listed(FIRST, "web") + "]");
            docker.answer("/containers/" + FIRST + "/json", inspected(100));
            docker.answer(
                    "/networks",
                    "[{\"Name\":\"web\",\"Id\":\"%s\",\"Driver\":\"bridge\"}]"
                            .formatted("c".repeat(64)));
            host.write("proc/100/cgroup", "0::/\n");
            host.write(
                    "proc/100/net/igmp", "Idx\tDevice\n1\tlo        : 1 V3\n9\teth0      : 1 V3\n");
            host.link("sys/class/net/veth1111111/master", "../br-cccccccccccc");
            assertThat(station.labels("veth1111111")).contains("instance=web,");
            host.link("sys/class/net/veth1111111/master", "../br-other");
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
        }
    }

    @Test
    void aNameThatChangedHandsIsNotTakenForItsFormerOwner() throws Exception {
        try (var docker = docker();
                var station = station()) {
            one(docker);
            igmp("veth1111111", 10);
            assertThat(station.labels("veth1111111")).contains("instance=web,");
            igmp("veth1111111", 77);
            device("veth1111111", 77, 76);
            assertThat(station.labels("veth1111111")).contains("instance=veth1111111,");
            igmp("veth1111111", 10);
            assertThat(station.labels("veth1111111"))
                    .as("sysfs still shows the other one")
                    .contains("instance=veth1111111,", "state=unknown");
        }
    }

    @Test
    void anInterfaceThatVanishesWhileItIsReadIsLeftOut() throws Exception {
        netDev("veth1111111", "vetha");
        try (var station = station()) {
            assertThat(station.labels("vetha"))
                    .as("listed to the end, so it stays")
                    .contains("state=unknown");
            assertThat(station.round()).contains(Station.failure("sysfs"));
        }
    }

    @Test
    void aCounterThatWrapsGoesOnFromWhereItIs() throws Exception {
        host.write("proc/1/net/dev", "veth1111111: 4294967295 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
        try (var station = station()) {
            assertThat(station.round())
                    .contains("interface=veth1111111, job=truenas-net, state=up} 4294967295\n");
            host.write("proc/1/net/dev", "veth1111111: 41 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
            assertThat(station.round())
                    .contains("interface=veth1111111, job=truenas-net, state=up} 41\n")
                    .doesNotContain("stale");
        }
    }

    @Test
    void unreadableCountersAreAFailureThatIsSeen() throws Exception {
        Files.delete(root.resolve("proc/1/net/dev"));
        try (var station = station()) {
            assertThat(station.round())
                    .contains(Station.failure("interfaces"))
                    .contains("net_interface_up{job=truenas-net} 0.0");
            netDev("veth1111111");
            assertThat(station.round()).contains("net_interface_up{job=truenas-net} 1.0");
        }
    }
}
