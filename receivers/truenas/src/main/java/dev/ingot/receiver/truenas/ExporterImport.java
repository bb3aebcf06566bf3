package dev.ingot.receiver.truenas;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns a configuration of truenas-exporter into one of Ingot that serves the same series at the
/// same port.
final class ExporterImport {
    private static final Set<String> KNOWN = Set.of("name", "api_url", "api_token", "verify_ssl");
    private static final List<String> COLLECTORS = List.of("replication", "apps", "vms", "virt");

    private ExporterImport() {}

    /// @throws IOException in the form `cannot import FILE: …`
    static void print(Path file, PrintStream out) throws IOException {
        ExporterConfig config = read(file);
        var targets = new ArrayList<String>();
        for (int i = 0; i < config.targets().size(); i++) {
            try {
                targets.add(target(config.targets().get(i)));
            } catch (IOException wrong) {
                throw new IOException(
                        "cannot import " + file + ": target " + (i + 1) + ": " + wrong.getMessage(),
                        wrong);
            }
        }
        out.print(
                """
                # The configuration of truenas-exporter in %s.
                # It holds API keys: keep it readable for the agent's user only (chmod 600).
                receivers:
                  truenas:
                    collection_interval: 15s
                    targets:
                """
                        .formatted(file));
        targets.forEach(out::print);
        out.print(
                """

                exporters:
                  # Scrape http://…:%1$d/metrics as before, with honor_labels: true.
                  prometheus:
                    endpoint: 0.0.0.0:%1$d

                service:
                  pipelines:
                    metrics:
                      receivers: [truenas]
                      exporters: [prometheus]
                """
                        .formatted(config.port()));
        out.flush();
    }

    private static ExporterConfig read(Path file) throws IOException {
        try {
            return ExporterConfig.parse(Files.readAllLines(file));
        } catch (NoSuchFileException missing) {
            throw new IOException("cannot import " + file + ": no such file", missing);
        } catch (MalformedInputException notText) {
            throw new IOException("cannot import " + file + ": it is not text in UTF-8", notText);
        } catch (IOException wrong) {
            throw new IOException("cannot import " + file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static String target(Map<String, String> target) throws IOException {
        String name = need(target, "name");
        String url = need(target, "api_url").replaceFirst("/+$", "");
        String key = need(target, "api_token");
        var text = new StringBuilder();
        for (String unknown : target.keySet()) {
            if (!KNOWN.contains(unknown)) {
                text.append("      # `").append(unknown).append("` means nothing here.\n");
            }
        }
        text.append("      - name: ").append(quoted(name)).append('\n');
        if (url.startsWith("http://") && !TargetConfig.isSafe(uri(url))) {
            text.append(
                    "        # It was http://; TrueNAS revokes a key that comes unencrypted.\n");
            url = "https://" + url.substring("http://".length());
        }
        text.append("        url: ").append(quoted(url)).append('\n');
        text.append("        # 25.04 and later want to know whose key it is:\n");
        text.append("        # username: root\n");
        text.append("        api_key: ").append(quoted(key)).append('\n');
        if (!"true".equalsIgnoreCase(target.get("verify_ssl"))) {
            text.append("        # Safer: `fingerprint`, see the README of the receiver.\n");
            text.append("        tls:\n          insecure_skip_verify: true\n");
        }
        text.append("        # What the exporter read; without this line, everything.\n");
        text.append("        collectors: [").append(String.join(", ", COLLECTORS)).append("]\n");
        return text.toString();
    }

    private static URI uri(String url) throws IOException {
        try {
            return new URI(url);
        } catch (URISyntaxException noUrl) {
            throw new IOException("its `api_url` is `" + url + "`, which is no URL", noUrl);
        }
    }

    private static String need(Map<String, String> target, String key) throws IOException {
        String value = target.get(key);
        if (value == null || value.isEmpty()) {
            throw new IOException("it has no `" + key + "`");
        }
        return value;
    }

    /// A text in single quotes. `$$` stands for a dollar sign.
    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replace("$", "$$") + "'";
    }
}
