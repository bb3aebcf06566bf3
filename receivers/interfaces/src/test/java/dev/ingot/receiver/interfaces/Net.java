package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/// Real network devices, made with `ip` and removed again. Needs root.
final class Net implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String suffix;
    private final Deque<String[]> undo = new ArrayDeque<>();

    /// @param folder for what the programs print
    Net(Path folder) {
        this.folder = folder;
        this.suffix = Long.toHexString(ProcessHandle.current().pid() & 0xFFFFF);
    }

    /// A name that nobody else on the machine has: `veth` becomes `vetha1b2c`.
    String name(String prefix) {
        return prefix + suffix;
    }

    /// Runs `ip` with these words.
    String ip(String... words) {
        var command = new String[words.length + 1];
        command[0] = "ip";
        System.arraycopy(words, 0, command, 1, words.length);
        return RealProgram.run("iproute2", folder, command);
    }

    /// Makes a device: `device(name, "type", "bridge")`. It is removed in the end.
    String device(String prefix, String... kind) {
        String name = name(prefix);
        var words = new String[kind.length + 3];
        words[0] = "link";
        words[1] = "add";
        words[2] = name;
        System.arraycopy(kind, 0, words, 3, kind.length);
        ip(words);
        undo.push(new String[] {"link", "del", name});
        return name;
    }

    String tap(String prefix) {
        String name = name(prefix);
        ip("tuntap", "add", name, "mode", "tap");
        undo.push(new String[] {"link", "del", name});
        return name;
    }

    String namespace(String prefix) {
        String name = name(prefix);
        ip("netns", "add", name);
        undo.push(new String[] {"netns", "del", name});
        return name;
    }

    void up(String device) {
        ip("link", "set", device, "up");
    }

    /// The kernel's eight counters, received before transmitted: bytes, packets, errors, dropped.
    List<Long> kernel(String device) {
        try {
            JsonNode stats =
                    JSON.readTree(ip("-s", "-j", "link", "show", device)).path(0).path("stats64");
            JsonNode rx = stats.path("rx");
            JsonNode tx = stats.path("tx");
            return List.of(
                    rx.path("bytes").asLong(),
                    rx.path("packets").asLong(),
                    rx.path("errors").asLong(),
                    rx.path("dropped").asLong(),
                    tx.path("bytes").asLong(),
                    tx.path("packets").asLong(),
                    tx.path("errors").asLong(),
                    tx.path("dropped").asLong());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /// The same counters in a round.
    static List<Long> reported(String round, String device) {
        return List.of("rx", "tx").stream()
                .flatMap(way ->
                        List.of("bytes", "packets", "errors", "dropped").stream()
                                .map(what -> "net_interface_" + way + "_" + what + "_total{"))
                .map(metric -> value(round, metric, device))
                .collect(Collectors.toUnmodifiableList());
    }

    private static long value(String round, String metric, String device) {
        return round.lines()
                .filter(line -> line.startsWith(metric))
                .filter(line -> line.contains("interface=" + device + ","))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new AssertionError(device + " is not in " + round));
    }

    /// Sends datagrams of a kilobyte to an address that is reached through one of the devices. The
    /// neighbour is found first: until then the kernel keeps a few datagrams and drops the others.
    void send(String address, int datagrams) throws IOException {
        try (var socket = new DatagramSocket()) {
            var one = new DatagramPacket(new byte[1000], 1000, new InetSocketAddress(address, 9));
            Await.until(
                    "the neighbour " + address,
                    () -> {
                        socket.send(one);
                        return ip("neigh", "show", address).contains("lladdr");
                    });
            for (int i = 0; i < datagrams; i++) {
                socket.send(one);
            }
        }
    }

    @Override
    public void close() {
        AssertionError left = null;
        while (!undo.isEmpty()) {
            try {
                ip(undo.pop());
            } catch (AssertionError gone) {
                left = gone;
            }
        }
        if (left != null) {
            throw left;
        }
    }
}
