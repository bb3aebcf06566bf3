package dev.ingot.receiver.proxmox;

import java.io.IOException;

/// The API answered, but not with what was asked for.
final class ApiException extends IOException {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NO_ROUTE = 595;
    static final int PROXY_TIMEOUT = 596;

    private static final long serialVersionUID = 1;

    private final int status;

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    /// Whether the entry node could not reach the node that was to answer.
    boolean isNodeAway() {
        return status == NO_ROUTE || status == PROXY_TIMEOUT;
    }
}
