package dev.rheo.runtime.store;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code rheo runs}.
 *
 * @param active whether a living process is writing to it; a run that is {@code running} and not active was killed, and can
 *     be resumed
 * @param state null if {@code run.json} cannot be read
 * @param problem why it cannot, else null
 */
public record RunSummary(
        String id,
        String name,
        Path path,
        boolean active,
        @Nullable RunState state,
        @Nullable String problem) {

    static RunSummary of(RunDirectory run) {
        RunState state = null;
        String problem = null;
        try {
            state = run.state();
        } catch (StoreException unreadable) {
            problem = unreadable.getMessage();
        }
        return new RunSummary(run.id(), run.name(), run.path(), run.isActive(), state, problem);
    }

    /** What to show as its status: a run that stopped without a word is {@code interrupted}. */
    public RunState.@Nullable Status status() {
        if (state == null) {
            return null;
        }
        boolean died = state.status() == RunState.Status.RUNNING && !active;
        return died ? RunState.Status.INTERRUPTED : state.status();
    }

    Instant started() {
        return state == null ? Instant.MIN : state.started();
    }
}
