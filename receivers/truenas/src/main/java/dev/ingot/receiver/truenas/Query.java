package dev.ingot.receiver.truenas;

import java.util.List;
import java.util.Map;

/// A read of the API: the method and parameters of JSON-RPC, and the REST resource that gives the
/// same.
///
/// @param rest the path below `/api/v2.0`; empty where the releases that have REST lack it
/// @param restBody the JSON to send, where REST wants a POST; empty for a GET
record Query(String method, List<?> params, String rest, String restBody) {
    /// A method without parameters.
    static Query of(String method, String rest) {
        return new Query(method, List.of(), rest, "");
    }

    static Query of(String method, List<?> params, String rest) {
        return new Query(method, params, rest, "");
    }

    /// A query method that is to answer with these fields only. REST sends all fields.
    static Query select(String method, String rest, String... fields) {
        return of(method, List.of(List.of(), Map.of("select", List.of(fields))), rest);
    }
}
