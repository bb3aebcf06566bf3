/// ZFS of this machine: the kernel's statistics under `/proc/spl/kstat/zfs`, and `zpool` for what
/// they lack.
///
/// The kernel's statistics never wait for a pool. `zpool` may, so it runs with a time limit and
/// never twice at once, and nothing else depends on it.
@NullMarked
package dev.ingot.receiver.zfs;

import org.jspecify.annotations.NullMarked;
