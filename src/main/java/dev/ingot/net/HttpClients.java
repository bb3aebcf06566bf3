package dev.ingot.net;

import java.time.Duration;
import okhttp3.OkHttpClient;

/// How the HTTP clients of all components are alike.
public final class HttpClients {
    private HttpClients() {}

    /// Sends requests at once, waits no longer than a time to connect, to read and to write, and
    /// follows no redirect, since that could carry a secret elsewhere.
    public static OkHttpClient.Builder prompt(Duration timeout) {
        return new OkHttpClient.Builder()
                .socketFactory(new PromptSockets())
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .followRedirects(false)
                .followSslRedirects(false);
    }

    /// Lets `https` addresses be spoken to as configured.
    public static void secure(OkHttpClient.Builder client, TlsClient tls) {
        client.sslSocketFactory(tls.socketFactory(), tls.trustManager())
                .hostnameVerifier(tls.hostnameVerifier());
    }
}
