package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// JSON-RPC 2.0 over one WebSocket.
///
/// A virtual thread reads what comes and hands it to who waits for it; another sends a ping where
/// nothing was heard for a while, and gives the connection up where nothing comes back.
final class RpcLink implements Link {
    /// The NAS runs 10 calls of a connection at once and refuses the 21st.
    private static final int MAX_IN_FLIGHT = 8;

    private static final Duration PING_AFTER = Duration.ofSeconds(20);
    private static final Duration GIVE_UP_AFTER = PING_AFTER.multipliedBy(3);
    private static final int MAX_FEEDS = 16;

    /// What a subscription brought last.
    record Event(JsonNode fields, long nanoTime) {}

    private final Frames frames;
    private final Json json;
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Event> events = new ConcurrentHashMap<>();
    private final Map<String, String> lapsed = new ConcurrentHashMap<>();
    private final Thread reader;
    private final Thread keeper;
    private volatile @Nullable String ended;

    /// @param name of its threads
    RpcLink(Frames frames, Json json, String name) {
        this.frames = frames;
        this.json = json;
        this.reader = Thread.ofVirtual().name(name + "-reader").unstarted(this::read);
        this.keeper = Thread.ofVirtual().name(name + "-keeper").unstarted(this::keepAlive);
    }

    RpcLink start() {
        reader.start();
        keeper.start();
        return this;
    }

    @Override
    public JsonNode call(Query query) throws ApiException, InterruptedException {
        return call(query.method(), query.params());
    }

    JsonNode call(String method, List<?> params) throws ApiException, InterruptedException {
        room.acquire();
        try {
            return await(method, send(method, params));
        } finally {
            room.release();
        }
    }

    private record Asked(String id, CompletableFuture<JsonNode> answer) {}

    private Asked send(String method, List<?> params) throws ApiException {
        String id = Long.toString(ids.incrementAndGet());
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        String why = ended;
        try {
            if (why != null) {
                throw new IOException(why);
            }
            frames.text(
                    json.write(
                            Map.of(
                                    "jsonrpc", "2.0", "id", id, "method", method, "params",
                                    params)));
        } catch (IOException gone) {
            waiting.remove(id);
            end(String.valueOf(gone.getMessage()));
            throw new ApiException.Lost("cannot call " + method + ": " + gone.getMessage());
        }
        return new Asked(id, answer);
    }

    private JsonNode await(String method, Asked asked) throws ApiException, InterruptedException {
        try {
            JsonNode reply = asked.answer.get();
            JsonNode error = reply.path("error");
            if (error.isObject()) {
                throw RpcError.of(method, new Item(error));
            }
            return reply.path("result");
        } catch (ExecutionException lost) {
            throw new ApiException.Lost("cannot call " + method + ": " + ended);
        } finally {
            waiting.remove(asked.id);
        }
    }

    @Override
    public boolean answers(Duration within) throws InterruptedException {
        try {
            Asked ping = send("core.ping", List.of());
            try {
                ping.answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException | TimeoutException silent) {
                return false;
            } finally {
                waiting.remove(ping.id);
            }
        } catch (ApiException gone) {
            return false;
        }
    }

    /// Asks for the events of a collection, such as `app.stats:{"interval":15}`.
    void subscribe(String collection) throws ApiException, InterruptedException {
        if (events.size() + lapsed.size() >= MAX_FEEDS) {
            throw new ApiException("cannot subscribe to " + collection + ": too many feeds");
        }
        lapsed.remove(collection);
        call("core.subscribe", List.of(collection));
    }

    /// The newest event of a collection; null before the first.
    @Nullable Event event(String collection) {
        return events.get(collection);
    }

    /// Why the NAS ended a subscription; null while it has not.
    @Nullable String lapsed(String collection) {
        return lapsed.get(collection);
    }

    private void read() {
        try {
            while (true) {
                Buffer message = frames.next();
                if (message == null) {
                    end(frames.farewell());
                    return;
                }
                take(json.read(message.inputStream()));
            }
        } catch (IOException gone) {
            end(Frames.message(gone));
        } catch (RuntimeException unreadable) {
            end("what came cannot be read: " + unreadable);
        } finally {
            frames.release();
        }
    }

    private void take(JsonNode message) {
        String method = message.path("method").asText();
        JsonNode params = message.path("params");
        String collection = params.path("collection").asText();
        switch (method) {
            case "" -> {
                var asker = waiting.get(message.path("id").asText());
                if (asker != null) {
                    asker.complete(message);
                }
            }
            case "collection_update" -> {
                if (events.size() < MAX_FEEDS || events.containsKey(collection)) {
                    events.put(collection, new Event(params.path("fields"), System.nanoTime()));
                }
            }
            case "notify_unsubscribed" -> {
                events.remove(collection);
                lapsed.put(collection, params.path("error").path("reason").asText("no reason"));
            }
            default -> {} // notifications that nobody asked for
        }
    }

    private void keepAlive() {
        try {
            while (ended == null) {
                Thread.sleep(PING_AFTER);
                long silence = System.nanoTime() - frames.heardNanos();
                if (silence > GIVE_UP_AFTER.toNanos()) {
                    end("nothing was heard for " + silence / 1_000_000_000 + " s");
                } else if (silence > PING_AFTER.toNanos()) {
                    frames.ping();
                }
            }
        } catch (IOException gone) {
            end(Frames.message(gone));
        } catch (InterruptedException closing) {
            // The link was ended.
        }
    }

    private void end(String why) {
        synchronized (this) {
            if (ended == null) {
                ended = why;
            }
        }
        frames.close();
        keeper.interrupt();
        var lost = new IOException(ended);
        waiting.values().forEach(asker -> asker.completeExceptionally(lost));
    }

    @Override
    public boolean isOpen() {
        return ended == null;
    }

    @Override
    public String kind() {
        return "JSON-RPC";
    }

    @Override
    public void close() {
        end("the agent closed the connection");
        try {
            reader.join();
            keeper.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
