/// What a component is: receivers, processors, exporters and extensions, and how they live.
///
/// The lifecycle, which `ReceiverContract` and its siblings in the test kit check:
/// - A component is made by its factory. Making it opens nothing: no socket, no file, no thread.
/// - `start` is called once. It binds and opens, starts the component's own threads and returns
///   soon; it does not wait for a peer. If it throws, `close` is still called.
/// - Exporters start first, then processors, then receivers. They are closed in the other order, so
///   a receiver never meets a closed sink.
/// - `close` may come without `start`, twice, and while a sink pushes back. It stops taking input,
///   hands on what it has taken, waits no longer than the deadline that [Context#closing] gives,
///   and leaves no thread behind.
/// - A receiver acknowledges a sender only what a sink has accepted.
/// - No component ends the process or throws on input. What it cannot take is counted by reason.
@NullMarked
package dev.ingot.component;

import org.jspecify.annotations.NullMarked;
