package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whose a veth is, and what a bridge is called, by Docker or Podman.
///
/// A look lists the containers and inspects those that are new or that an event named. While the
/// stream of events is open and says nothing, no look is due and the engine is not asked at all;
/// without it, every round looks.
final class Docker implements Mapping {
    static final String TYPE = "docker";

    private static final int MOST_CHANGED = 10_000;
    private static final Set<String> EVENTS =
            Set.of(
                    "create",
                    "start",
                    "restart",
                    "die",
                    "destroy",
                    "rename",
                    "connect",
                    "disconnect",
                    "unpause",
                    "died",
                    "remove");

    private record Inspected(List<NetworkEnd> ends) {}

    private final Path socket;
    private final boolean required;
    private final DockerApi api;
    private final HostFiles files;
    private final System.Logger logger;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private volatile boolean following;
    private volatile boolean due = true;
    private volatile boolean networksDue = true;
    private volatile boolean everythingDue = true;
    private volatile Set<Integer> lookedAt = Set.of();
    private volatile Ownership ownership = Ownership.EMPTY;
    private volatile ContainerNetworks networks = ContainerNetworks.NONE;
    private Map<String, Inspected> inspected = new HashMap<>();
    private boolean absenceSaid;

    /// @param required whether the user named the socket: its absence is then a failure
    Docker(Path socket, boolean required, Duration timeout, HostFiles files, System.Logger logger) {
        this.socket = socket;
        this.required = required;
        this.api = new DockerApi(socket, timeout);
        this.files = files;
        this.logger = logger;
    }

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public boolean outdated(List<Device> devices) {
        return backoff.isOver() && (!following || due || devices.stream().anyMatch(this::isNew));
    }

    private boolean isNew(Device device) {
        return ours(device) && !lookedAt.contains(device.index());
    }

    private static boolean ours(Device device) {
        return device.index() != 0
                && (device.name().startsWith("veth") || device.name().startsWith("br-"));
    }

    @Override
    public void look(List<Device> devices) throws IOException {
        if (!required && !Files.exists(socket)) {
            sayAbsence();
            backoff.failed();
            return;
        }
        boolean everything = !following || everythingDue;
        due = false;
        everythingDue = false;
        var named = Set.copyOf(changed);
        changed.removeAll(named);
        boolean withNetworks = networksDue || everything || devices.stream().anyMatch(this::isNew);
        networksDue = false;
        try {
            if (withNetworks) {
                networks = ContainerNetworks.read(api.get("/networks"));
            }
            readContainers(everything, named);
            lookedAt =
                    devices.stream()
                            .filter(Docker::ours)
                            .map(Device::index)
                            .collect(Collectors.toUnmodifiableSet());
            backoff.succeeded();
        } catch (IOException failed) {
            changed.addAll(named);
            due = true;
            networksDue |= withNetworks;
            everythingDue |= everything;
            backoff.failed();
            throw failed;
        }
    }

    private void sayAbsence() {
        if (!absenceSaid) {
            logger.log(Level.INFO, "no socket {0}: containers are not named", socket);
            absenceSaid = true;
        }
    }

    private void readContainers(boolean everything, Set<String> named) throws IOException {
        var kept = new HashMap<String, Inspected>();
        var claims = Ownership.builder();
        for (JsonNode entry : api.get("/containers/json")) {
            Container container = Container.read(entry);
            if (container.sharesNetwork()) {
                continue;
            }
            Inspected known = inspected.get(container.id());
            if (known == null || everything || named.contains(container.id())) {
                known = inspect(container);
            }
            if (known != null) {
                kept.put(container.id(), known);
                claims.add(
                        new Owner(TYPE, container.name(), container.app()),
                        known.ends,
                        bridges(container));
            }
        }
        inspected = kept;
        ownership = claims.build();
    }

    private Set<String> bridges(Container container) {
        var bridges = new HashSet<String>();
        for (String network : container.networks()) {
            String bridge = networks.bridgeOf(network);
            if (bridge != null) {
                bridges.add(bridge);
            }
        }
        return bridges;
    }

    /// Null where the container is gone, or another process has its number by now.
    private @Nullable Inspected inspect(Container container) throws IOException {
        JsonNode answer;
        try {
            answer = api.get("/containers/" + container.id() + "/json");
        } catch (DockerApi.HttpStatus gone) {
            if (gone.code() == 404) {
                return null;
            }
            throw gone;
        }
        if (Container.sharesNetwork(answer)) {
            return new Inspected(List.of());
        }
        long pid = answer.path("State").path("Pid").asLong();
        if (pid <= 0) {
            return null;
        }
        List<NetworkEnd> ends = NetworkEnd.of(files, pid);
        return Cgroups.mayBe(files, pid, container.id()) ? new Inspected(ends) : null;
    }

    @Override
    public @Nullable Owner owner(Device device) {
        return ownership.of(device);
    }

    /// The name of the network that a bridge carries; null where the engine has none of that name.
    @Nullable String network(String bridge) {
        return networks.nameOf(bridge);
    }

    /// Follows the engine's events until the thread is interrupted.
    void follow() {
        var pause = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    if (Files.exists(socket)) {
                        api.renegotiate();
                        api.events(() -> opened(pause), this::happened);
                    }
                } catch (IOException notNow) {
                    logger.log(Level.DEBUG, "no events: {0}", notNow.getMessage());
                }
                following = false;
                pause.failed();
                pause.sleep();
            }
        } catch (InterruptedException closing) {
            following = false;
        } finally {
            api.close();
        }
    }

    private void opened(Backoff pause) {
        everythingDue = true; // what happened before is not known
        networksDue = true;
        due = true;
        pause.succeeded();
        backoff.succeeded();
        following = true;
    }

    private void happened(JsonNode event) {
        String action = event.path("Action").asText();
        if (!EVENTS.contains(action)) {
            return;
        }
        JsonNode actor = event.path("Actor");
        if (event.path("Type").asText().equals("network")) {
            networksDue = true;
            changed.add(actor.path("Attributes").path("container").asText());
        } else {
            changed.add(actor.path("ID").asText());
        }
        if (changed.size() > MOST_CHANGED) {
            everythingDue = true;
            changed.clear();
        }
        due = true;
    }
}
