package dev.ingot.receiver.proxmox;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/// Runs a [PveServer] by hand, for those who have no cluster, until it is interrupted.
///
/// Words on its command line: `port=8006`, `cluster=three`, `alone` or `large`, `version=9` or `8`,
/// `down=pve2` for a node that is down, `delay=20` for milliseconds before each answer, `tls=yes`
/// for a certificate of its own, as clients want it that know no `http://`.
public final class PveProgram {
    private static final int NODES = 50;
    private static final int GUESTS = 2000;

    private PveProgram() {}

    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> words = List.of(arguments);
        int port = Integer.parseInt(word(words, "port", "8006"));
        try (var server = new PveServer(model(words), tls(words), port)) {
            server.delay(Duration.ofMillis(Long.parseLong(word(words, "delay", "0"))));
            words.stream()
                    .filter(word -> word.startsWith("down="))
                    .forEach(word -> server.down(word.substring("down=".length())));
            out.println(server.url() + " token " + PveServer.TOKEN + " secret " + PveServer.SECRET);
            out.println("# ready");
            server.await();
        }
    }

    private static @Nullable SSLContext tls(List<String> words) {
        if (!word(words, "tls", "no").equals("yes")) {
            return null;
        }
        HeldCertificate own =
                new HeldCertificate.Builder()
                        .addSubjectAlternativeName("localhost")
                        .addSubjectAlternativeName("127.0.0.1")
                        .build();
        return new HandshakeCertificates.Builder().heldCertificate(own).build().sslContext();
    }

    private static PveModel model(List<String> words) {
        boolean nine = !word(words, "version", "9").equals("8");
        return switch (word(words, "cluster", "three")) {
            case "three" -> PveModel.three(nine);
            case "alone" -> PveModel.alone();
            case "large" -> PveModel.large(NODES, GUESTS);
            default -> throw new IllegalArgumentException("cluster must be three, alone or large");
        };
    }

    private static String word(List<String> words, String name, String orElse) {
        return words.stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst()
                .orElse(orElse);
    }
}
