package dev.ingot.examples;

import com.sun.net.httpserver.HttpServer;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// What Grafana Alloy would scrape inside a guest. Its exporter for the host is node_exporter,
/// which runs here; its cAdvisor does not, so that two containers are made up under cAdvisor's
/// names.
final class InsideGuest implements AutoCloseable {
    private static final String CONTAINER =
            """
            container_cpu_usage_seconds_total{cpu="total",id="/docker/%1$s",image="%1$s:3",name="%1$s"} %2$d
            container_memory_working_set_bytes{id="/docker/%1$s",image="%1$s:3",name="%1$s"} 5.2e+07
            container_network_receive_bytes_total{id="/docker/%1$s",image="%1$s:3",interface="eth0",name="%1$s"} %3$d
            container_network_transmit_bytes_total{id="/docker/%1$s",image="%1$s:3",interface="eth0",name="%1$s"} %3$d
            """;

    private final int host = FreePorts.one();
    private final RealProgram exporter;
    private final HttpServer containers;
    private final AtomicInteger scrapes = new AtomicInteger();

    InsideGuest(Path directory) throws IOException {
        exporter =
                RealProgram.start(
                        "prometheus-node-exporter",
                        directory,
                        "prometheus-node-exporter",
                        "--web.listen-address=127.0.0.1:" + host);
        containers =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        containers.createContext(
                "/metrics",
                exchange -> {
                    int n = scrapes.incrementAndGet();
                    String text =
                            CONTAINER.formatted("traefik", n, 10_000L * n)
                                    + CONTAINER.formatted("jellyfin", 2 * n, 90_000L * n);
                    byte[] body = text.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        containers.start();
        exporter.awaitTcp(host);
    }

    /// The addresses to scrape, as Prometheus's configuration lists them.
    String targets() {
        return "[\"127.0.0.1:%d\", \"127.0.0.1:%d\"]"
                .formatted(host, containers.getAddress().getPort());
    }

    @Override
    public void close() {
        containers.stop(0);
        exporter.close();
    }
}
