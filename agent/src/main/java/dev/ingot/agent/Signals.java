package dev.ingot.agent;

import sun.misc.Signal;

/// Signals of the operating system. The JDK has no other door to them than `sun.misc` (module
/// jdk.unsupported).
final class Signals {
    private Signals() {}

    /// Runs an action for every SIGHUP, on a thread of the JVM that must not be kept.
    static void onHangUp(Runnable action) {
        on("HUP", action);
    }

    /// Runs an action for SIGTERM and SIGINT instead of ending the JVM.
    static void onStop(Runnable action) {
        on("TERM", action);
        on("INT", action);
    }

    private static void on(String signal, Runnable action) {
        Signal.handle(new Signal(signal), _ -> action.run());
    }
}
