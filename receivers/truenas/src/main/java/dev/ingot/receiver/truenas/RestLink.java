package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.config.Secret;
import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// REST v2.0, for TrueNAS CORE and 24.x. Every request carries the key; later releases complain of
/// that daily, so it is never used where JSON-RPC is there.
final class RestLink implements Link {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final String ROOT = "api/v2.0";

    private final OkHttpClient http;
    private final HttpUrl url;
    private final Secret key;
    private final Json json;
    private final long maxReply;
    private volatile boolean open = true;

    RestLink(OkHttpClient http, HttpUrl url, Secret key, Json json, long maxReply) {
        this.http = http;
        this.url = url;
        this.key = key;
        this.json = json;
        this.maxReply = maxReply;
    }

    @Override
    public JsonNode call(Query query) throws ApiException, InterruptedException {
        if (query.rest().isEmpty()) {
            throw new ApiException.NoSuchMethod(query.method());
        }
        var request =
                new Request.Builder()
                        .url(Web.below(url, ROOT + query.rest()))
                        .header("Authorization", "Bearer " + key.reveal())
                        .header("Accept", "application/json");
        if (!query.restBody().isEmpty()) {
            request.post(RequestBody.create(query.restBody(), JSON));
        }
        String start = "cannot read " + query.rest() + ": ";
        try (Response response = http.newCall(request.build()).execute()) {
            checkStatus(query, start, response.code());
            if (Web.isHtml(response)) {
                throw new ApiException.Lost(start + "it answers with a web page, not with the API");
            }
            return json.read(Web.bounded(response.body().byteStream(), maxReply));
        } catch (ApiException said) {
            throw said;
        } catch (IOException gone) {
            Web.rethrowInterrupt(gone);
            throw new ApiException.Lost(start + Web.message(gone));
        }
    }

    private static void checkStatus(Query query, String start, int status) throws ApiException {
        switch (status) {
            case UNAUTHORIZED ->
                    throw new ApiException.Refused(start + "the NAS does not take the key (401)");
            case FORBIDDEN ->
                    throw new ApiException(start + "the key's user lacks a role for it (403)");
            case NOT_FOUND, NOT_ALLOWED -> throw new ApiException.NoSuchMethod(query.method());
            default -> {
                if (status / 100 == 3) {
                    throw new ApiException.Lost(start + "it is redirected elsewhere");
                }
                if (status / 100 != 2) {
                    throw new ApiException(start + "it answers " + status);
                }
            }
        }
    }

    @Override
    public boolean answers(Duration within) throws InterruptedException {
        return Web.answers(
                http.newBuilder().callTimeout(within).build(), Web.below(url, ROOT + "/core/ping"));
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public String kind() {
        return "REST";
    }

    @Override
    public void close() {
        open = false;
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
    }
}
