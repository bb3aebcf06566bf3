package dev.ingot.receiver.truenas;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.tls.HeldCertificate;

/// Runs [NasServer]s by hand, for those who have no NAS.
public final class NasProgram {
    private static final int DEFAULT_PORT = 8080;

    private NasProgram() {}

    /// Prints a configuration that reads the servers, and serves until it is stopped.
    ///
    /// @param arguments the release, the first port, how many, `tls`; without `tls` it is plain
    ///   text, as from the NAS itself
    public static void main(String[] arguments) throws Exception {
        String number = arguments.length > 0 ? arguments[0] : "25.10";
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_PORT;
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        boolean tls = arguments.length > 3 && arguments[3].equals("tls");
        HeldCertificate certificate = NasServer.certificate(TimeUnit.DAYS.toMillis(1));
        for (NasServer.Release release : NasServer.Release.values()) {
            if (release.number.equals(number)) {
                System.out.println("receivers:\n  truenas:\n    targets:");
                for (int i = 0; i < count; i++) {
                    NasServer server =
                            tls ? new NasServer(release, certificate) : NasServer.local(release);
                    server.start(port == 0 ? 0 : port + i);
                    System.out.print(server.target("nas%02d".formatted(i + 1)).indent(6));
                }
                System.out.println("# ready");
                Thread.currentThread().join();
            }
        }
        System.err.println("no such release: " + number + "; there are " + releases());
        System.exit(1);
    }

    private static String releases() {
        return Arrays.stream(NasServer.Release.values())
                .map(release -> release.number)
                .collect(Collectors.joining(", "));
    }
}
