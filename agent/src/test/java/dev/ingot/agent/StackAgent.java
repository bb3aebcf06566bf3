package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The Ingot of a stack in this JVM: the files and variables that Compose gives it, with other
/// addresses, and asking at once.
final class StackAgent implements AutoCloseable {
    final int graphite = FreePorts.one();
    final int syslog = FreePorts.one();
    final int bridge = FreePorts.one();
    final int own = FreePorts.one();
    private final Agent agent;

    /// @param addresses what stands in the stack's files, and where that is in the test
    StackAgent(ComposedStack stack, Path directory, Map<String, String> addresses)
            throws IOException {
        Path files = Files.createDirectories(directory.resolve("ingot"));
        var replaced = new TreeMap<>(addresses);
        replaced.put("0.0.0.0:2003", "127.0.0.1:" + graphite);
        replaced.put("0.0.0.0:6514", "127.0.0.1:" + syslog);
        replaced.put("0.0.0.0:9464", "127.0.0.1:" + bridge);
        replaced.put("0.0.0.0:8888", "127.0.0.1:" + own);
        replaced.put("/var/lib/ingot", files.toString());
        List<String> sources = new ArrayList<>();
        var whole = new StringBuilder();
        for (String word : stack.command("ingot")) {
            if (word.startsWith("/etc/ingot/")) {
                Path file = stack.folder().resolve(word.substring("/etc/ingot/".length()));
                String text = Files.readString(file);
                whole.append(text);
                for (var address : replaced.entrySet()) {
                    text = text.replace(address.getKey(), address.getValue());
                }
                Path copy = files.resolve(file.getFileName().toString());
                sources.add(Files.writeString(copy, text).toString());
            }
        }
        assertThat(addresses.keySet()).allSatisfy(address -> assertThat(whole).contains(address));
        agent =
                RunningAgent.started(
                        sources,
                        List.of(
                                "extensions.health_check.endpoint=127.0.0.1:" + FreePorts.one(),
                                "receivers.truenas.initial_delay=0s",
                                "receivers.proxmox.initial_delay=0s"),
                        stack.environment("ingot"));
    }

    void graphite(String lines) throws IOException {
        HomelabSenders.send(graphite, lines);
    }

    void syslog(String line) throws IOException {
        HomelabSenders.send(syslog, line);
    }

    @Override
    public void close() {
        agent.close();
    }
}
