package dev.ingot.receiver.proxmox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Turns the `pve.yml` of prometheus-pve-exporter into a configuration of Ingot that serves the
/// same series at the same port.
///
/// That file says how to log in, but not where: the targets stand in Prometheus's configuration, as
/// `target` and `module` of each scrape, and are told on the command line.
final class PveYmlImport {
    private static final String DEFAULT_MODULE = "default";
    private static final String DEFAULT_TARGET = "localhost";
    private static final Set<String> KNOWN =
            Set.of("user", "password", "token_name", "token_value", "verify_ssl", "port");

    private PveYmlImport() {}

    /// @param targets `host`, or `module=host` for a module that is not called `default`; the host
    ///   may have a port
    /// @throws IOException in the form `cannot import FILE: …`
    static void print(Path file, List<String> targets, PrintStream out) throws IOException {
        Map<String, Map<String, String>> modules = read(file);
        var clusters = new StringBuilder();
        for (String target : targets.isEmpty() ? List.of(DEFAULT_TARGET) : targets) {
            int split = target.indexOf('=');
            String module = split < 0 ? DEFAULT_MODULE : target.substring(0, split);
            Map<String, String> login = modules.get(module);
            if (login == null) {
                throw new IOException(
                        "cannot import "
                                + file
                                + ": it has no module `"
                                + module
                                + "`, only `"
                                + String.join("`, `", modules.keySet())
                                + "`; say MODULE=HOST");
            }
            clusters.append(cluster(file, target.substring(split + 1), login));
        }
        out.print(
                """
                # The configuration of prometheus-pve-exporter in %s.
                # It holds passwords or tokens: keep it readable for the agent's user only (chmod 600).
                receivers:
                  proxmox:
                    collection_interval: 30s
                    dialects: prometheus-pve-exporter
                    clusters:
                """
                        .formatted(file));
        out.print(clusters);
        out.print(
                """

                exporters:
                  # Scrape http://…:9221/pve?target=… as before.
                  prometheus:
                    endpoint: 0.0.0.0:9221
                    identity: none
                    paths: [/pve, /metrics]
                    parameters:
                      - {name: module, values: [%s]}
                      - {name: cluster, leaves_out: '%s'}
                      - {name: node, leaves_out: '%s'}

                service:
                  pipelines:
                    metrics:
                      receivers: [proxmox]
                      exporters: [prometheus]
                """
                        .formatted(
                                modules.keySet().stream()
                                        .map(PveYmlImport::quoted)
                                        .collect(Collectors.joining(", ")),
                                PveMetrics.OF_CLUSTER,
                                PveMetrics.OF_NODE));
        out.flush();
    }

    private static String cluster(Path file, String target, Map<String, String> login)
            throws IOException {
        String user = login.getOrDefault("user", "");
        if (user.isEmpty()) {
            throw new IOException("cannot import " + file + ": a module has no `user`");
        }
        String port = target.matches(".*:[0-9]+") ? "" : ":" + login.getOrDefault("port", "8006");
        var text = new StringBuilder();
        for (String key : login.keySet()) {
            if (!KNOWN.contains(key)) {
                text.append("      # `").append(key).append("` means nothing here.\n");
            }
        }
        text.append("      - name: ").append(quoted(target)).append('\n');
        text.append("        endpoints: ").append(quoted("https://" + target + port)).append('\n');
        text.append("        nodes: local\n");
        if (login.containsKey("token_name")) {
            String id = user + "!" + login.get("token_name");
            text.append("        token_id: ").append(quoted(id)).append('\n');
            line(text, "token_secret", login.get("token_value"));
        } else {
            line(text, "user", user);
            line(text, "password", login.get("password"));
        }
        if (List.of("false", "0", "no", "off").contains(login.getOrDefault("verify_ssl", "true"))) {
            text.append("        # Safer: `fingerprint`, see the README of the receiver.\n");
            text.append("        tls:\n          insecure_skip_verify: true\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, @Nullable String value) {
        text.append("        ").append(key).append(": ").append(quoted(value == null ? "" : value));
        text.append('\n');
    }

    private static Map<String, Map<String, String>> read(Path file) throws IOException {
        Object document;
        try {
            document =
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new IOException("cannot import " + file + ": no such file", missing);
        } catch (CharacterCodingException notText) {
            throw new IOException("cannot import " + file + ": it is not text in UTF-8", notText);
        } catch (YamlEngineException wrong) {
            throw new IOException(
                    "cannot import " + file + ": it is not YAML: " + wrong.getMessage(), wrong);
        }
        var modules = new LinkedHashMap<String, Map<String, String>>();
        if (document instanceof Map<?, ?> map) {
            map.forEach((name, options) -> {
                if (options instanceof Map<?, ?> values) {
                    modules.put(String.valueOf(name), texts(values));
                }
            });
        }
        if (modules.isEmpty()) {
            throw new IOException(
                    "cannot import " + file + ": it has no module, such as `default:`");
        }
        return modules;
    }

    private static Map<String, String> texts(Map<?, ?> values) {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    /// A text in single quotes. `$$` stands for a dollar sign.
    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replace("$", "$$") + "'";
    }
}
