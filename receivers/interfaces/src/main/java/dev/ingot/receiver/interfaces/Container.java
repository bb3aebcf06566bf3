package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A running container, as the engine lists it.
///
/// @param app the application it is a part of, see [#app]
/// @param sharesNetwork see [#sharesNetwork(JsonNode)]
/// @param networks ids of the networks that it is attached to
record Container(String id, String name, String app, boolean sharesNetwork, List<String> networks) {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String TRUENAS = "ix-";

    /// An entry of `GET /containers/json`.
    static Container read(JsonNode entry) {
        String name = withoutSlash(entry.path("Names").path(0).asText());
        var networks = new ArrayList<String>();
        for (JsonNode network : entry.path("NetworkSettings").path("Networks")) {
            networks.add(network.path("NetworkID").asText());
        }
        return new Container(
                entry.path("Id").asText(),
                name,
                app(entry.path("Labels").path(PROJECT).asText(), name),
                sharesNetwork(entry),
                List.copyOf(networks));
    }

    /// Whether its interfaces are the host's or another container's. Podman says so only where it
    /// is asked for one container.
    static boolean sharesNetwork(JsonNode container) {
        String mode = container.path("HostConfig").path("NetworkMode").asText();
        return mode.equals("host") || mode.startsWith("container:");
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /// The Compose project without `ix-`; where there is none, the container's name without `ix-`
    /// and without a number at its end.
    static String app(String project, String name) {
        if (!project.isEmpty()) {
            return withoutPrefix(project);
        }
        String app = withoutPrefix(name);
        int dash = app.lastIndexOf('-');
        boolean numbered =
                dash > 0
                        && dash < app.length() - 1
                        && app.chars().skip(dash + 1L).allMatch(Character::isDigit);
        return numbered ? app.substring(0, dash) : app;
    }

    /// The application that a network of TrueNAS belongs to: `ix-grafana_default` is grafana's.
    /// Empty for other networks.
    static String appOfNetwork(String network) {
        if (!network.startsWith(TRUENAS)) {
            return "";
        }
        String rest = network.substring(TRUENAS.length());
        int underscore = rest.indexOf('_');
        return underscore > 0 ? rest.substring(0, underscore) : rest;
    }

    private static String withoutPrefix(String name) {
        return name.startsWith(TRUENAS) ? name.substring(TRUENAS.length()) : name;
    }
}
