/// Shows records as text, for a first look.
@NullMarked
package dev.ingot.exporter.debug;

import org.jspecify.annotations.NullMarked;
