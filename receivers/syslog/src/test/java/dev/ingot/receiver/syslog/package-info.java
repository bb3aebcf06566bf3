@NullMarked
package dev.ingot.receiver.syslog;

import org.jspecify.annotations.NullMarked;
