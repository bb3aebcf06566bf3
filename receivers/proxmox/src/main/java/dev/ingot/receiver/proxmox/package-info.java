/// Proxmox VE clusters by their API: nodes, guests, storages, backups, replication.
///
/// A cluster is asked through one of its nodes, which forwards what concerns another. Each
/// collector is a failure domain of its own, and within it each node: a node that is down costs
/// what only that node could tell.
@NullMarked
package dev.ingot.receiver.proxmox;

import org.jspecify.annotations.NullMarked;
