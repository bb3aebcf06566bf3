package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.component.Context;
import dev.ingot.record.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One NAS as its collectors see it.
///
/// @param host the label `host`
/// @param origin the resource of everything read from it
/// @param interval between two rounds
/// @param memory the folder for what must survive a restart
/// @param serials of the disks by their device names, as far as they have been read
record Nas(
        String host,
        Origin origin,
        Session session,
        Context context,
        LongSupplier nanoTime,
        Duration interval,
        @Nullable Path memory,
        Map<String, String> serials) {
    Nas(
            String host,
            Origin origin,
            Session session,
            Context context,
            LongSupplier nanoTime,
            Duration interval,
            @Nullable Path memory) {
        this(host, origin, session, context, nanoTime, interval, memory, new ConcurrentHashMap<>());
    }

    JsonNode call(Query query) throws ApiException, InterruptedException {
        return session.call(query);
    }

    List<Item> list(Query query) throws ApiException, InterruptedException {
        return Item.list(session.call(query), query.method());
    }

    Item object(Query query) throws ApiException, InterruptedException {
        return Item.object(session.call(query), query.method());
    }

    <T> Memo<T> memo(Duration keep, Memo.Source<T> source) {
        return new Memo<>(keep, nanoTime, session::link, source);
    }
}
