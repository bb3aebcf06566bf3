package dev.ingot.exporter.otlp;

/// The answer to an export request that was taken: empty, or with what was refused all the same.
///
/// @param rejected how many records the backend refused
/// @param message what it says
record PartialSuccess(long rejected, String message) {
    static final PartialSuccess NONE = new PartialSuccess(0, "");

    /// Reads an `ExportMetricsServiceResponse` or `ExportLogsServiceResponse`. Some backends answer
    /// with other things than that; nothing is made of those.
    static PartialSuccess read(byte[] body) {
        var response = new ProtoReader(body, 0, body.length);
        var found = NONE;
        while (response.next()) {
            if (response.field() == 1) {
                found = readPartial(response.message());
            }
        }
        return response.broken() ? NONE : found;
    }

    private static PartialSuccess readPartial(ProtoReader partial) {
        long rejected = 0;
        String message = "";
        while (partial.next()) {
            switch (partial.field()) {
                case 1 -> rejected = Math.max(0, partial.number());
                case 2 -> message = partial.text();
                default -> {} // a field of a later version
            }
        }
        return partial.broken() ? NONE : new PartialSuccess(rejected, message);
    }
}
