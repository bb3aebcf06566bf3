package dev.ingot.poll;

import java.io.IOException;

/// The target is not on this machine, which is no failure: a scout says so ([Target.Endpoint]), it
/// is logged once, and nothing is reported, not even that nothing could be read.
public class TargetAbsent extends IOException {
    private static final long serialVersionUID = 1;

    public TargetAbsent(String message) {
        super(message);
    }
}
