/// Sockets: what listens, what reads lines from them, and TLS for both ends.
///
/// A server owns its sockets and threads and keeps the counters of connections and datagrams;
/// receivers bring a conversation and own nothing. Threads are named `<component
/// id>-<transport>-…`.
@NullMarked
package dev.ingot.net;

import org.jspecify.annotations.NullMarked;
