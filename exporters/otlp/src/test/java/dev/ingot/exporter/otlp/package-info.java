@NullMarked
package dev.ingot.exporter.otlp;

import org.jspecify.annotations.NullMarked;
