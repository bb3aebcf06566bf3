package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.net.HttpClients;
import dev.ingot.net.TlsClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.Socket;

/// Opens links to one NAS: finds out what it speaks, connects and logs in. One thread at a time.
final class Connector {
    private static final int SWITCHING = 101;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// What the agent says of itself.
    private static final String USER_AGENT = "ingot";

    private final TargetConfig target;
    private final HttpUrl url;
    private final Json json;
    private final String threadName;
    private final OkHttpClient http;
    private final ScramKeys scramKeys = new ScramKeys();

    /// @throws IOException where a certificate file cannot be read
    Connector(TargetConfig target, String threadName, System.Logger log) throws IOException {
        this.target = target;
        this.url = HttpUrl.get(target.url());
        this.json = new Json(target.maxReply());
        this.threadName = threadName;
        this.http = client(target, log);
    }

    /// Offers HTTP/1.1 only: the NAS's web server would pick HTTP/2, over which its WebSocket does
    /// not work.
    ///
    /// Its time limits are for what nobody waits for any more: a read that takes too long, the
    /// poller has ended before.
    private static OkHttpClient client(TargetConfig target, System.Logger log) throws IOException {
        var builder =
                HttpClients.prompt(target.schedule().timeout().multipliedBy(2))
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .retryOnConnectionFailure(false)
                        .connectionPool(new ConnectionPool());
        if (target.url().getScheme().equals("https")) {
            HttpClients.secure(builder, TlsClient.open(target.tls(), target.fingerprint(), log));
        }
        return builder.build();
    }

    /// @throws ApiException.Refused where the NAS does not take the key
    /// @throws ApiException where it cannot be reached, or is none
    Link open() throws ApiException, InterruptedException {
        boolean rpc =
                switch (target.transport()) {
                    case WEBSOCKET -> true;
                    case REST -> false;
                    case AUTO -> speaksRpc();
                };
        return rpc
                ? openRpc()
                : new RestLink(http, url, target.key().read(), json, target.maxReply());
    }

    void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /// Since 25.04 the NAS lists the versions of its API to anyone who asks.
    private boolean speaksRpc() throws ApiException, InterruptedException {
        try (Response response = get("api/versions")) {
            if (response.code() == OK && isList(response)) {
                return true;
            }
            if (response.code() == NOT_FOUND || restAnswers()) {
                return false;
            }
            throw new ApiException.Lost(
                    "cannot find the API of a TrueNAS at " + url + ": " + description(response));
        } catch (ApiException said) {
            throw said;
        } catch (IOException unreachable) {
            throw lost(unreachable);
        }
    }

    private boolean restAnswers() throws IOException {
        try (Response response = get("api/v2.0/core/ping")) {
            return !Web.isHtml(response) && (response.code() == OK || response.code() == 401);
        }
    }

    private Response get(String path) throws IOException {
        var request =
                new Request.Builder()
                        .url(Web.below(url, path))
                        .header("User-Agent", USER_AGENT)
                        .build();
        return http.newCall(request).execute();
    }

    private boolean isList(Response response) {
        try {
            JsonNode versions =
                    json.read(Web.bounded(response.body().byteStream(), target.maxReply()));
            return versions.isArray();
        } catch (IOException notJson) {
            return false;
        }
    }

    private static String description(Response response) {
        String to = response.header("Location");
        return to != null
                ? "it redirects to " + to
                : "it answers " + response.code() + (Web.isHtml(response) ? " and a web page" : "");
    }

    private RpcLink openRpc() throws ApiException, InterruptedException {
        var login = new Login(target.username(), target.key().read(), scramKeys);
        var link = new RpcLink(new Frames(upgrade(), target.maxReply()), json, threadName).start();
        boolean loggedIn = false;
        try {
            login.on(link);
            loggedIn = true;
            return link;
        } finally {
            if (!loggedIn) {
                link.close();
            }
        }
    }

    private Socket upgrade() throws ApiException, InterruptedException {
        var nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        var request =
                new Request.Builder()
                        .url(Web.below(url, "api/" + target.apiVersion()))
                        .header("User-Agent", USER_AGENT)
                        .header("Connection", "Upgrade")
                        .header("Upgrade", "websocket")
                        .header("Sec-WebSocket-Version", "13")
                        .header("Sec-WebSocket-Key", key)
                        .build();
        try {
            Response response = http.newCall(request).execute();
            Socket socket = response.socket();
            if (response.code() != SWITCHING || socket == null) {
                response.close();
                throw new ApiException.Lost(
                        "cannot open a WebSocket at " + url + ": " + description(response));
            }
            if (!accepted(key).equals(response.header("Sec-WebSocket-Accept"))) {
                socket.cancel();
                throw new ApiException.Lost(
                        "cannot open a WebSocket at " + url + ": it is no WebSocket server");
            }
            return socket;
        } catch (ApiException said) {
            throw said;
        } catch (IOException unreachable) {
            throw lost(unreachable);
        }
    }

    private static String accepted(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] joined = (key + WEBSOCKET_GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder().encodeToString(sha1.digest(joined));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ApiException.Lost lost(IOException trouble) throws InterruptedException {
        Web.rethrowInterrupt(trouble);
        String why =
                trouble.getCause() instanceof CertificateException distrust
                        ? String.valueOf(distrust.getMessage())
                        : Web.message(trouble);
        return new ApiException.Lost("cannot connect to " + url + ": " + why);
    }
}
