package dev.ingot.receiver.truenas;

import dev.ingot.poll.TargetDown;
import java.io.IOException;

/// Why a read of the API gave nothing. The connection stays as it is, except for [Lost] and
/// [Refused].
sealed class ApiException extends IOException {
    private static final long serialVersionUID = 1;

    ApiException(String message) {
        super(message);
    }

    /// This release does not have the method: nothing is wrong, there is just nothing to read.
    static final class NoSuchMethod extends ApiException {
        private static final long serialVersionUID = 1;

        NoSuchMethod(String method) {
            super("this TrueNAS has no " + method);
        }
    }

    /// The NAS wants to be asked less often: what was asked stays unknown.
    static final class Busy extends ApiException {
        private static final long serialVersionUID = 1;

        Busy(String message) {
            super(message);
        }
    }

    /// There is no connection that could be asked.
    abstract static sealed class Away extends ApiException {
        private static final long serialVersionUID = 1;

        Away(String message) {
            super(message);
        }

        /// As the poller wants to hear it.
        TargetDown targetDown() {
            var down = new TargetDown(String.valueOf(getMessage()));
            down.initCause(this);
            return down;
        }
    }

    /// The NAS does not take the key.
    static final class Refused extends Away {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /// The connection is gone, or what came over it is not the API.
    static final class Lost extends Away {
        private static final long serialVersionUID = 1;

        Lost(String message) {
            super(message);
        }
    }
}
