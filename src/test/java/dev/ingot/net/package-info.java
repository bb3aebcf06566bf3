/// Servers and clients over real sockets, with OpenSSL as the source of certificates and as a peer.
@NullMarked
package dev.ingot.net;

import org.jspecify.annotations.NullMarked;
