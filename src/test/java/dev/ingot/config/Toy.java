package dev.ingot.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A configuration with an option of every kind; secrets are revealed so that they can be compared.
record Toy(
        String text,
        String need,
        String password,
        boolean flag,
        long number,
        double decimal,
        Duration delay,
        long size,
        InetSocketAddress endpoint,
        Optional<URI> url,
        Mode mode,
        List<String> hosts,
        Map<String, String> labels,
        Map<String, String> headers,
        Duration retryWait,
        Optional<Long> tcpPort,
        List<String> targets) {

    enum Mode {
        TCP,
        UDP,
        BOTH
    }

    static Toy read(Section in) {
        var headers = new TreeMap<String, String>();
        Toy toy =
                new Toy(
                        in.text("text", "word", "A text."),
                        in.required("need", "Nothing works without."),
                        in.secret("password", "Said to nobody.").reveal(),
                        in.flag("flag", true, "Yes or no."),
                        in.number("number", 512, 1, 65535, "How many, 1 to 65535."),
                        in.decimal("decimal", 0.5, 0, 1, "A share."),
                        in.duration("delay", "5s", "How long."),
                        in.bytes("size", "4MiB", "How large; a|b."),
                        in.address("endpoint", "127.0.0.1:2003", "Where to listen."),
                        in.url("url", "", "Where to send."),
                        in.choice("mode", Mode.BOTH, "One of `tcp`, `udp`, `both`."),
                        in.texts("hosts", List.of("x"), "Which."),
                        in.map("labels", "Added to all."),
                        headers,
                        in.section("retry", "How to retry.", Toy::retry),
                        in.optional("tcp", "Listens for TCP.", Toy::tcp),
                        in.list(
                                "targets",
                                "Whom to ask.",
                                target -> target.required("name", "Its.")));
        in.secrets("headers", "Sent along.")
                .forEach((key, value) -> headers.put(key, value.reveal()));
        in.ignored("old", "there is no such pool");
        in.require(toy.size >= 64, "size", "must be at least 64 bytes");
        in.require(!toy.retryWait.isZero(), "retry.wait", "must not be 0");
        in.warn(toy.delay.toHours() < 2, "delay", "is longer than most wait");
        return toy;
    }

    private static Duration retry(Section in) {
        return in.duration("wait", "1s", "Before the next try.");
    }

    private static long tcp(Section in) {
        return in.number("port", 7, 1, 65535, "Where.");
    }
}
