@NullMarked
package dev.ingot.receiver.proxmox;

import org.jspecify.annotations.NullMarked;
