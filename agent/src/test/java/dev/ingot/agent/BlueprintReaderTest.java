package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlueprintReaderTest {
    @TempDir Path directory;

    private String problems(String yaml) throws IOException {
        Path file = directory.resolve("a.yaml");
        Files.writeString(file, yaml);
        Configuration configuration =
                Configuration.load(List.of(file.toString()), List.of(), _ -> null);
        var blueprint = BlueprintReader.read(Components.ALL, configuration);
        assertThat(blueprint.isPresent()).isEqualTo(!configuration.problems().hasErrors());
        return configuration.problems().toString().replace(directory + "/", "");
    }

    @Test
    void aGoodFileHasNoProblems() throws IOException {
        assertThat(
                        problems(
                                """
                                receivers:
                                  graphite:
                                exporters:
                                  debug:
                                service:
                                  pipelines:
                                    metrics: {receivers: [graphite], exporters: [debug]}
                                """))
                .isEmpty();
    }

    @Test
    void everyProblemIsReportedAtOnce() throws IOException {
        assertThat(
                        problems(
                                        """
                                        receivers:
                                          graphit:
                                          syslog:
                                            protocol: rfc9999
                                        exporters:
                                          debug: {verbosty: basic}
                                          otlp_http/a b$:
                                        connectors:
                                          count:
                                        service:
                                          extensions: [health_chek]
                                          pipelines:
                                            metrics: {receivers: [graphite, syslog], exporters: [debug, debug]}
                                            traces: {receivers: [syslog], exporters: [debug]}
                                            logs: {receivers: [syslog]}
                                        """)
                                .lines())
                .containsExactly(
                        "a.yaml:2:3: receivers.graphit: there is no receiver of type `graphit`; did you mean"
                                + " `graphite`?",
                        "a.yaml:4:15: receivers.syslog.protocol: `rfc9999` is not one of `auto`, `rfc5424`, `rfc3164`",
                        "a.yaml:6:11: exporters.debug.verbosty: no such option; did you mean `verbosity`?",
                        "a.yaml:7:3: exporters.otlp_http/a b$: `otlp_http/a b$` is not an id such as `otlp_http` or"
                                + " `otlp_http/mimir`",
                        "a.yaml:9:3: connectors.count: Ingot has no connectors",
                        "a.yaml:11:16: service.extensions[0]: the extension `health_chek` is not configured",
                        "a.yaml:13:27: service.pipelines.metrics.receivers[0]: the receiver `graphite` is not"
                                + " configured",
                        "a.yaml:13:37: service.pipelines.metrics.receivers[1]: `syslog` does not take metrics",
                        "a.yaml:13:65: service.pipelines.metrics.exporters[1]: `debug` stands here twice",
                        "a.yaml:14:5: service.pipelines.traces: `traces` is not a signal that Ingot carries; it"
                                + " carries `metrics` and `logs`",
                        "a.yaml:15:5: service.pipelines.logs: needs at least one exporter");
    }

    @Test
    void twoClaimsOnOnePortAreAnError() throws IOException {
        assertThat(
                        problems(
                                        """
                                        receivers:
                                          graphite: {tcp: {endpoint: 127.0.0.1:2003}}
                                          graphite/all: {tcp: {endpoint: 0.0.0.0:2003}}
                                        exporters:
                                          prometheus: {endpoint: localhost:8888}
                                        service:
                                          pipelines:
                                            metrics: {receivers: [graphite, graphite/all], exporters: [prometheus]}
                                        """)
                                .lines())
                .containsExactly(
                        "a.yaml:3:3: receivers.graphite/all: wants tcp 0.0.0.0:2003, which receivers.graphite wants"
                                + " too",
                        "a.yaml:5:3: exporters.prometheus: wants tcp localhost:8888, which"
                                + " service.telemetry.metrics wants too");
    }

    @Test
    void whatNothingUsesIsSaid() throws IOException {
        assertThat(
                        problems(
                                        """
                                        receivers:
                                          graphite:
                                          syslog:
                                        exporters:
                                          debug:
                                        extensions:
                                          health_check:
                                        service:
                                          pipelines:
                                            metrics: {receivers: [graphite], exporters: [debug]}
                                        """)
                                .lines())
                .containsExactly(
                        "a.yaml:3:3: warning: receivers.syslog: is not started, since it is not in a pipeline",
                        "a.yaml:7:3: warning: extensions.health_check: is not started, since it is not in"
                                + " service.extensions");
    }

    @Test
    void anExtensionThatIsNeededMustBeStarted() throws IOException {
        String yaml =
                """
                receivers: {graphite: }
                exporters:
                  otlp_http: {sending_queue: {storage: file_storage/queue}}
                extensions: {file_storage/queue: }
                service:
                  extensions: [%s]
                  pipelines:
                    metrics: {receivers: [graphite], exporters: [otlp_http]}
                """;
        assertThat(problems(yaml.formatted("file_storage/queue"))).isEmpty();
        assertThat(problems(yaml.formatted("")))
                .contains(
                        "a.yaml:3:3: exporters.otlp_http: needs the extension `file_storage/queue`,"
                                + " which is not in service.extensions");
    }

    @Test
    void aServiceNeedsAPipeline() throws IOException {
        assertThat(problems("receivers: {graphite: }\n"))
                .contains("service: `pipelines` needs at least one, such as");
    }
}
