/// Pushes records as OTLP over HTTP or gRPC: batches, encodes, queues and sends them.
///
/// The way of a record: [Batcher] (the caller's thread ends here) -> [Encoding] and [Compressor] on
/// the lane's encoding thread -> [RequestQueue] -> [Sender] on the lane's sending thread ->
/// [Destination]. One [Lane] serves one kind of signal and keeps its order.
@NullMarked
package dev.ingot.exporter.otlp;

import org.jspecify.annotations.NullMarked;
