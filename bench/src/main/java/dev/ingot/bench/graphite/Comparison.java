package dev.ingot.bench.graphite;

import dev.ingot.bench.load.Measurement.Result;
import java.util.Locale;

/// The agent and another collector, one below the other.
final class Comparison {
    private Comparison() {}

    static String of(Result agent, Result peer) {
        return line("agent", agent) + line("peer", peer) + times(agent, peer);
    }

    private static String line(String who, Result result) {
        return String.format(
                Locale.ROOT,
                "%-8s %,12.0f lines/s %8.3f cpu s per million %6d MiB   received %,d of %,d%s%n",
                who,
                result.rate(),
                result.cpuPerMillion(),
                result.peakMebibytes(),
                result.received(),
                result.sent(),
                result.isEnded() ? ", then ended" : "");
    }

    private static String times(Result agent, Result peer) {
        if (agent.isEnded() || peer.isEnded()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "the agent: %.1f times the peer's lines/s, %.1f times its lines per cpu second%n",
                agent.rate() / peer.rate(),
                peer.cpuPerMillion() / agent.cpuPerMillion());
    }
}
