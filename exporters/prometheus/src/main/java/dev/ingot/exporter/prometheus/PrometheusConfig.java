package dev.ingot.exporter.prometheus;

import dev.ingot.config.Section;
import dev.ingot.net.TlsServerConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// The options of one listener.
///
/// @param expiration how long a series is served after its last point came; zero for ever
record PrometheusConfig(
        InetSocketAddress endpoint,
        Optional<TlsServerConfig> tls,
        Naming naming,
        boolean timestamps,
        Duration expiration,
        int maxSeries) {

    static PrometheusConfig read(Section in) {
        var config =
                new PrometheusConfig(
                        in.address(
                                "endpoint",
                                "localhost:9464",
                                "Where to listen. `0.0.0.0:9464` is every address of the machine."),
                        in.optional("tls", "Serves HTTPS.", TlsServerConfig::read),
                        naming(in),
                        in.flag(
                                "send_timestamps",
                                false,
                                "Whether each series is served with the time of its point. Prometheus"
                                        + " then no longer notices by itself that a series ended."),
                        in.duration(
                                "metric_expiration",
                                "5m",
                                "How long a series is served after its last point came; `0` is for"
                                        + " ever. A series that its source ended goes at once."),
                        (int)
                                in.number(
                                        "max_series",
                                        200_000,
                                        1,
                                        10_000_000,
                                        "Series held at most. The points of further ones are"
                                                + " dropped and counted."));
        ignored(in);
        return config;
    }

    private static Naming naming(Section in) {
        return new Naming(
                in.choice(
                        "identity",
                        Identity.FLAT,
                        "`flat`: with the labels `job` and `instance` of the source, as the OTLP"
                                + " exporter pushes them. `none`: with the source's other labels"
                                + " only, as the exporters served that Ingot replaces."),
                in.text("namespace", "", "Goes in front of every name, with a `_`."),
                in.map("const_labels", "Labels of every series, in place of its own."),
                in.map(
                        "external_labels",
                        "Labels of every series that has none of the same name."));
    }

    /// The collector's options that rewrite names, which are final here.
    private static void ignored(Section in) {
        in.ignored("add_metric_suffixes", "names are served as they are");
        in.ignored("translation_strategy", "names are served as they are");
        in.ignored("resource_to_telemetry_conversion", "`identity` says which labels are served");
        in.ignored("resource_constant_labels", "`identity` says which labels are served");
        in.ignored("without_scope_info", "the scope is never served");
        in.ignored("enable_open_metrics", "the scraper says which format it wants");
    }
}
