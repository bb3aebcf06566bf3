package dev.ingot.config;

/// A text of a list, with what a problem about it needs.
///
/// @param path the list and the index, such as `service.pipelines.metrics.receivers[0]`
public record Item(String text, Place place, String path) {}
