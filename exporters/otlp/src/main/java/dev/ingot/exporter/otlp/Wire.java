package dev.ingot.exporter.otlp;

import java.io.IOException;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// What is spoken to an endpoint: how a request is put on the wire and what an answer means. Has no
/// state.
interface Wire {
    /// The body of the HTTP request.
    RequestBody body(ExportRequest request);

    /// Adds the headers that the protocol wants.
    void head(ExportRequest request, Request.Builder post);

    /// What an answer says.
    ///
    /// @param body the beginning of the answer's body, which has been read
    Answer answer(Response response, byte[] body) throws IOException;
}
