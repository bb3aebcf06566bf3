package dev.ingot.exporter.prometheus;

import dev.ingot.config.Section;
import dev.ingot.net.TlsServerConfig;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The options of one listener.
///
/// @param paths that serve metrics
record PrometheusConfig(
        InetSocketAddress endpoint,
        List<String> paths,
        List<Parameter> parameters,
        Optional<TlsServerConfig> ownTls,
        WebConfig web,
        Naming naming,
        Infos infos,
        boolean timestamps,
        boolean starts,
        StoreLimits limits) {

    static PrometheusConfig read(Section in) {
        var config =
                new PrometheusConfig(
                        in.address(
                                "endpoint",
                                "localhost:9464",
                                "Where to listen. `0.0.0.0:9464` is every address of the machine."),
                        in.texts("paths", List.of("/metrics"), "The paths that serve metrics."),
                        in.list(
                                "parameters",
                                "Parameters of the query that a replaced exporter had, beside"
                                        + " `target` and `name[]`. Others are not looked at.",
                                Parameter::read),
                        in.optional("tls", "Serves HTTPS.", TlsServerConfig::read),
                        in.section(
                                "web",
                                "Who may ask: the fields of Prometheus's web configuration file."
                                        + " `${file:/path/web.yml}` takes one over.",
                                WebConfig::read),
                        naming(in),
                        infos(in),
                        in.flag(
                                "send_timestamps",
                                false,
                                "Whether each series is served with the time of its point. Prometheus"
                                        + " then no longer notices by itself that a series ended."),
                        in.flag(
                                "send_created_timestamps",
                                false,
                                "Whether OpenMetrics has a series `…_created` with each counter whose"
                                        + " start is known; for a Prometheus with the feature"
                                        + " `created-timestamp-zero-ingestion`, since others store it."
                                        + " Protobuf says it always, without a series."),
                        StoreLimits.read(in));
        config.check(in);
        ignored(in);
        return config;
    }

    private void check(Section in) {
        in.require(
                ownTls.isEmpty() || web.tls().isEmpty(),
                "tls",
                "cannot be set together with `web.tls_server_config`");
        in.require(
                !paths.isEmpty() && paths.stream().allMatch(PrometheusConfig::isFree),
                "paths",
                "must be paths such as `/metrics`, and none that serves something else");
        in.warn(
                !web.asksForPasswords() || tls().isPresent() || isLocal(),
                "web",
                "passwords and tokens travel readable without `tls`");
    }

    PrometheusConfig at(InetSocketAddress other) {
        return new PrometheusConfig(
                other, paths, parameters, ownTls, web, naming, infos, timestamps, starts, limits);
    }

    private static boolean isFree(String path) {
        return path.startsWith("/") && !path.contains("?") && !Pages.RESERVED.contains(path);
    }

    private boolean isLocal() {
        return !endpoint.isUnresolved() && endpoint.getAddress().isLoopbackAddress();
    }

    /// From whichever of the two places it was set.
    Optional<TlsServerConfig> tls() {
        return ownTls.or(web::tls);
    }

    private static Infos infos(Section in) {
        return new Infos(
                in.flag(
                        "target_info",
                        false,
                        "Whether there is a series `target_info` with the attributes of each resource."),
                in.flag(
                        "scope_info",
                        false,
                        "Whether there is a series `otel_scope_info` for each receiver that names"
                                + " itself."));
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
