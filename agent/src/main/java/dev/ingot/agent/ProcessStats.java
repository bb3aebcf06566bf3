package dev.ingot.agent;

import com.sun.management.OperatingSystemMXBean;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the agent's process itself uses.
final class ProcessStats {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4096;

    private ProcessStats() {}

    static void report(Tally tally) {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        tally.gauge(SelfMetrics.UPTIME, () -> runtime.getUptime() / 1e3);
        tally.gauge(SelfMetrics.CPU_SECONDS, () -> system.getProcessCpuTime() / 1e9);
        tally.gauge(SelfMetrics.HEAP, () -> memory.getHeapMemoryUsage().getUsed());
        if (Files.isReadable(STATM)) {
            tally.gauge(SelfMetrics.RESIDENT, ProcessStats::residentBytes);
        }
    }

    /// The second field of `/proc/self/statm` is the resident size in pages (proc_pid_statm(5)).
    private static double residentBytes() {
        try {
            return Double.parseDouble(Files.readString(STATM).split(" ", 3)[1]) * PAGE_BYTES;
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
