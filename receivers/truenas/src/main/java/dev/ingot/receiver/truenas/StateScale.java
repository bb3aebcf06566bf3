package dev.ingot.receiver.truenas;

import java.util.Map;

/// The numbers that the replaced exporter gives to states. What is not in a table is -1, as there:
/// `HOLD`, `STOPPING`, `SUSPENDED`, and whatever a later release invents.
final class StateScale {
    private static final double GOOD = 1;
    private static final double BUSY = 0.5;
    private static final double IDLE = 0;
    private static final double BAD = -1;

    private static final Map<String, Double> REPLICATION =
            Map.of(
                    "FINISHED",
                    GOOD,
                    "SUCCESS",
                    GOOD,
                    "RUNNING",
                    BUSY,
                    "PENDING",
                    IDLE,
                    "WAITING",
                    IDLE);
    private static final Map<String, Double> APP =
            Map.of("RUNNING", GOOD, "ACTIVE", GOOD, "DEPLOYING", BUSY, "STOPPED", IDLE);
    private static final Map<String, Double> VM = Map.of("RUNNING", GOOD, "STOPPED", IDLE);
    private static final Map<String, Double> VIRT =
            Map.of("RUNNING", GOOD, "STOPPED", IDLE, "FROZEN", IDLE);
    private static final Map<String, Double> SMART =
            Map.of("SUCCESS", GOOD, "RUNNING", BUSY, "ABORTED", IDLE);

    private StateScale() {}

    static double replication(String state) {
        return REPLICATION.getOrDefault(state, BAD);
    }

    /// @param state in upper case
    static double app(String state) {
        return APP.getOrDefault(state, BAD);
    }

    static double vm(String state) {
        return VM.getOrDefault(state, BAD);
    }

    static double virt(String state) {
        return VIRT.getOrDefault(state, BAD);
    }

    /// Ours, on the same scale.
    static double smart(String state) {
        return SMART.getOrDefault(state, BAD);
    }
}
