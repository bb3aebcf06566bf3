package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import dev.ingot.wire.ProtoWriter;

/// Turns a batch of one kind of signal into an OTLP export request. Not safe for several threads at
/// once.
interface Encoding<S extends Signal> {
    /// Encodes a batch.
    ///
    /// @param receivedNanos when the batch was received, in nanoseconds since the epoch: the time
    ///   of records that have none
    /// @return the request, valid until the next call; empty where the batch is empty
    ProtoWriter encode(S batch, long receivedNanos);

    /// How many records of the last batch were left out because the request already had them.
    int duplicates();

    /// How many characters had to be replaced so far because they were half a surrogate pair.
    long repaired();
}
