package dev.ingot.net;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Optional;

/// One accepted connection, for the length of its conversation. The server closes it.
public interface Connection {
    /// What the peer sends, decrypted, not buffered. Ends when the peer has finished, or when the
    /// server is closing and everything that had arrived is read. A read that meets silence for the
    /// idle timeout throws; let that pass.
    InputStream in();

    /// What goes to the peer; not buffered.
    OutputStream out();

    InetSocketAddress peer();

    InetSocketAddress local();

    /// The subject of the certificate that the peer proved to be its own; empty without TLS and
    /// where none was asked for.
    Optional<String> tlsPeer();
}
