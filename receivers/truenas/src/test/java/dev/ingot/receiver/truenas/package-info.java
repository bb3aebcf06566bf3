/// Tests of the TrueNAS receiver, and [NasServer], a TrueNAS to test it with.
@NullMarked
package dev.ingot.receiver.truenas;

import org.jspecify.annotations.NullMarked;
