/// Reads TrueNAS through its API.
///
/// From a target to its metrics:
/// - [Session] keeps one logged-in connection per target: [RpcLink] (JSON-RPC over WebSocket, 25.04
///   and later) or [RestLink] (REST, CORE and 24.x), and decides when to try again.
/// - A collector, such as [Pools], asks the session for JSON, reads it through [Item] into records
///   and hands them to its catalogue. It knows nothing of connections and clocks.
/// - [TrueNasReceiver] gives every target a poller of its own, so that no target waits for another.
///
/// Everything that the API does not say is left out, never 0.
@NullMarked
package dev.ingot.receiver.truenas;

import org.jspecify.annotations.NullMarked;
