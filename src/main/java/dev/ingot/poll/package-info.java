/// Sources that are asked: scrapers, what they report, and the poller that runs them.
@NullMarked
package dev.ingot.poll;

import org.jspecify.annotations.NullMarked;
