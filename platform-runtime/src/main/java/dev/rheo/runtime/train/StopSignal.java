package dev.rheo.runtime.train;

/** Asks a run to stop at its next step, for instance because the process is told to end. Thread-safe. */
public final class StopSignal {
    private volatile boolean requested;

    public void request() {
        requested = true;
    }

    public boolean requested() {
        return requested;
    }
}
