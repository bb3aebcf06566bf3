package dev.ingot.poll;

import java.io.IOException;

/// The whole target is away, so no endpoint of it can be read. Said in one log line for the target,
/// not one for every endpoint.
public class TargetDown extends IOException {
    private static final long serialVersionUID = 1;

    public TargetDown(String message) {
        super(message);
    }
}
