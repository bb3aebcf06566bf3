/// The Prometheus bridge: the newest point of every series, served for scraping.
///
/// Points go into the [Store], which knows nothing of text. A scrape copies the values of one
/// moment out of it, and writes them behind label text that the [Exposition] made once.
@NullMarked
package dev.ingot.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
