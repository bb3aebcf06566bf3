/// The end-to-end load: syslog messages go in, OTLP log records are counted where they come out.
@NullMarked
package dev.ingot.bench.syslog;

import org.jspecify.annotations.NullMarked;
