@NullMarked
package dev.ingot.receiver.zfs;

import org.jspecify.annotations.NullMarked;
