/// A large cluster of Proxmox VE: how long a scrape takes, how often a node is asked, and in how
/// much memory.
@NullMarked
package dev.ingot.bench.proxmox;

import org.jspecify.annotations.NullMarked;
