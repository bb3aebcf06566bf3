package dev.ingot.receiver.proxmox;

import dev.ingot.config.Secret;
import okhttp3.Request;

/// How the API is told who asks.
sealed interface Login {
    /// An API token: nothing to renew.
    ///
    /// @param id `user@realm!name`
    record Token(String id, Secret secret) implements Login {
        void sign(Request.Builder request) {
            request.header("Authorization", "PVEAPIToken=" + id + "=" + secret.reveal());
        }
    }

    /// A user and a password, which are given for a ticket.
    ///
    /// @param user `name@realm`
    record Password(String user, Secret secret) implements Login {}
}
