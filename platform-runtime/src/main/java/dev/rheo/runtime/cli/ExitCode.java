package dev.rheo.runtime.cli;

import dev.rheo.runtime.run.RunFailure;
import dev.rheo.runtime.store.RunState.Status;

/** What the process returns. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int INVALID_MANIFEST = 3;
    static final int PLUGIN = 4;
    static final int DIVERGED = 5;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(RunFailure failure) {
        return failure.status() == Status.DIVERGED ? DIVERGED : FAILED;
    }
}
