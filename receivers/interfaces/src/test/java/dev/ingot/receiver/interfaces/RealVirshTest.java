package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real `virsh`, with libvirt's own driver for tests in the place of a hypervisor. That driver
/// takes names such as `vnet0` for its own, so the taps have others.
class RealVirshTest {
    private static final Path VIRSH = Path.of("/usr/bin/virsh");

    @TempDir Path folder;

    @Test
    void libvirtNamesTheMachinesOfItsInterfaces() throws Exception {
        assertThat(VIRSH)
                .as("`make test` installs it: apt-get install libvirt-clients")
                .isExecutable();
        try (var net = new Net(folder)) {
            String tap = net.tap("igon");
            String stopped = net.tap("igoff");
            Path node = folder.resolve("node.xml");
            Files.writeString(
                    node,
                    "<node>"
                            + domain("web server", tap, "running")
                            + domain("off", stopped, "shutoff")
                            + "</node>");
            try (var station =
                    new Station(
                            "docker_socket: ''\ndialect: extended\nvms: [virsh]\nlibvirt_uri: "
                                    + "test://"
                                    + node)) {
                String round = station.round();
                assertThat(Station.labelsIn(round, tap))
                        .contains("instance=web server, instance_type=vm");
                assertThat(Station.labelsIn(round, stopped))
                        .contains("instance=" + stopped + ", instance_type=tunnel");
            }
        }
    }

    private static String domain(String name, String tap, String state) {
        return """
        <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
          <name>%s</name>
          <memory>1024</memory>
          <os><type>hvm</type></os>
          <devices>
            <interface type='bridge'>
              <source bridge='br0'/>
              <target dev='%s'/>
            </interface>
          </devices>
          <test:runstate>%s</test:runstate>
        </domain>
        """
                .formatted(name, tap, state.equals("running") ? "1" : "5");
    }
}
