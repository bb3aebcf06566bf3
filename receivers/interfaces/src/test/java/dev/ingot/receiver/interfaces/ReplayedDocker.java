package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Docker's API on a unix socket, with the answers of an engine that runs elsewhere.
final class ReplayedDocker implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final List<OutputStream> followers = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;
    private volatile boolean hung;

    private ReplayedDocker(Path socket) throws IOException {
        Files.createDirectories(socket.getParent());
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    /// An engine whose answers stand in a folder: `containers.json`, `networks.json` and, by id,
    /// `inspect.json`.
    static ReplayedDocker start(Path socket, Path recording) throws IOException {
        ReplayedDocker docker = empty(socket);
        docker.answer("/containers/json", Files.readString(recording.resolve("containers.json")));
        docker.answer("/networks", Files.readString(recording.resolve("networks.json")));
        JsonNode inspect = new ObjectMapper().readTree(recording.resolve("inspect.json").toFile());
        inspect.properties()
                .forEach(container ->
                        docker.answer(
                                "/containers/" + container.getKey() + "/json",
                                container.getValue().toString()));
        return docker;
    }

    static ReplayedDocker empty(Path socket) throws IOException {
        var docker = new ReplayedDocker(socket);
        docker.answer("/version", "{\"ApiVersion\":\"1.47\",\"MinAPIVersion\":\"1.24\"}");
        docker.answer("/containers/json", "[]");
        docker.answer("/networks", "[]");
        Thread.ofVirtual().start(docker::accept);
        return docker;
    }

    /// What a path without its version answers from now on; a number at the front is the status.
    void answer(String path, String body) {
        answers.put(path, body);
    }

    void forget(String path) {
        answers.remove(path);
    }

    void refuseEvents() {
        refusing = true;
    }

    /// Ends the streams of events, and takes no new one.
    void endEvents() throws IOException {
        refusing = true;
        for (OutputStream follower : followers) {
            follower.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            follower.flush();
        }
        followers.clear();
    }

    void acceptEvents() {
        refusing = false;
    }

    /// Reads requests and never answers.
    void hang() {
        hung = true;
    }

    /// The paths asked for, with their versions, but for the stream of events.
    List<String> requests() {
        return List.copyOf(requests);
    }

    boolean isFollowed() {
        return !followers.isEmpty();
    }

    /// Tells everyone who follows the events.
    void event(String type, String action, String id) throws IOException {
        String line =
                "{\"Type\":\"%s\",\"Action\":\"%s\",\"Actor\":{\"ID\":\"%s\",\"Attributes\":{}}}\n"
                        .formatted(type, action, id);
        for (OutputStream follower : followers) {
            follower.write(
                    (Integer.toHexString(line.length()) + "\r\n" + line + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            follower.flush();
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The engine has ended.
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(connection), StandardCharsets.UTF_8));
            OutputStream out = Channels.newOutputStream(connection);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String path = line.split(" ", 3)[1];
                while (!in.readLine().isEmpty()) {
                    // Nothing of interest stands in the headers.
                }
                if (hung) {
                    continue;
                }
                if (path.contains("/events") && !refusing) {
                    out.write(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    .getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    followers.add(out);
                } else {
                    requests.add(path);
                    out.write(response(path).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        } catch (IOException gone) {
            // The client went away.
        }
    }

    private String response(String path) {
        String body = answers.get(path.replaceFirst("^/v[0-9.]+", ""));
        String status = "200 OK";
        if (body == null) {
            status = "404 Not Found";
            body = "{\"message\":\"No such container\"}";
        } else if (Character.isDigit(body.charAt(0))) {
            status = body.substring(0, 3) + " no";
            body = body.substring(3);
        }
        return "HTTP/1.1 "
                + status
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
