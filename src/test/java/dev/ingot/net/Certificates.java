package dev.ingot.net;

import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Certificates for tests, made by OpenSSL in a folder: an authority and what it has signed.
public final class Certificates {
    private final Path folder;
    private final String name;

    /// Makes an authority.
    ///
    /// @param name what it is called; its files are `<name>.pem` and `<name>.key`
    public Certificates(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                        + " -subj /CN="
                        + name
                        + " -addext basicConstraints=critical,CA:TRUE"
                        + " -keyout "
                        + name
                        + ".key -out "
                        + name
                        + ".pem");
    }

    /// The authority's certificate.
    public String ca() {
        return path(name + ".pem");
    }

    public String path(String file) {
        return folder.resolve(file).toString();
    }

    /// Makes `<file>.pem` and `<file>.key` for a host, with an RSA key, signed by the authority.
    public Certificates sign(String file, String host) throws IOException {
        return sign(file, host, "-newkey rsa:2048");
    }

    /// @param newKey how `openssl req` makes the key
    public Certificates sign(String file, String host, String newKey) throws IOException {
        Path extensions = folder.resolve(file + ".ext");
        Files.writeString(
                extensions,
                "subjectAltName=" + (Character.isDigit(host.charAt(0)) ? "IP:" : "DNS:") + host);
        openssl(
                "req "
                        + newKey
                        + " -nodes -subj /CN="
                        + host
                        + " -keyout "
                        + file
                        + ".key -out "
                        + file
                        + ".csr");
        openssl(
                "x509 -req -days 2 -in "
                        + file
                        + ".csr -CA "
                        + name
                        + ".pem -CAkey "
                        + name
                        + ".key"
                        + " -CAcreateserial -extfile "
                        + extensions
                        + " -out "
                        + file
                        + ".pem");
        return this;
    }

    /// Runs OpenSSL in the folder; arguments are separated by blanks.
    public String openssl(String arguments) {
        return RealProgram.run("openssl", folder, ("openssl " + arguments).split(" ", -1));
    }
}
