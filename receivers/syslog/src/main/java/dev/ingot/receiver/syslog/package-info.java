/// Syslog messages over UDP, TCP and TLS, in every dialect, as log records.
@NullMarked
package dev.ingot.receiver.syslog;

import org.jspecify.annotations.NullMarked;
