package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class StartsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_795_255_200L * SECOND;

    private final Starts starts = new Starts();

    @Test
    void aLateUptimeDoesNotMoveTheStart() {
        long start = starts.note("qemu/100", 3600L, NOW);
        assertThat(start).isEqualTo(NOW - 3600 * SECOND);
        assertThat(starts.note("qemu/100", 3600L, NOW + 15 * SECOND)).isEqualTo(start);
        assertThat(starts.note("qemu/100", 3640L, NOW + 30 * SECOND)).isEqualTo(start);
        assertThat(starts.of("qemu/100")).isEqualTo(start);
    }

    @Test
    void aRestartMovesIt() {
        long start = starts.note("qemu/100", 3600L, NOW);
        long restart = starts.note("qemu/100", 5L, NOW + 15 * SECOND);
        assertThat(restart).isEqualTo(NOW + 10 * SECOND).isGreaterThan(start);
    }

    @Test
    void whatDoesNotRunHasNone() {
        starts.note("qemu/100", 3600L, NOW);
        assertThat(starts.note("qemu/100", 0L, NOW)).isZero();
        assertThat(starts.note("qemu/101", null, NOW)).isZero();
        assertThat(starts.of("qemu/100")).isZero();
        starts.note("lxc/5", 10L, NOW);
        starts.keep(Set.of());
        assertThat(starts.of("lxc/5")).isZero();
    }
}
