package dev.ingot.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What a test has opened, to be closed together: the last one first, and every one.
public final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    /// Takes charge of something and returns it.
    public <T extends AutoCloseable> T add(T opened) {
        all.push(opened);
        return opened;
    }

    /// @throws AssertionError when something could not be closed, after all the rest was
    @Override
    public void close() {
        @Nullable AssertionError broken = null;
        while (!all.isEmpty()) {
            try {
                all.pop().close();
            } catch (Exception failed) {
                broken = broken == null ? new AssertionError(failed) : broken;
            }
        }
        if (broken != null) {
            throw broken;
        }
    }
}
