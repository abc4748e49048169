package dev.rheo.runtime.train;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations beside the steps, one at a time: its time is not the training's, as long as there is a processor to spare.
 * Used by the training thread.
 */
final class Evaluations {
    private final Inspector inspector;
    private @Nullable Running running;

    Evaluations(Inspector inspector) {
        this.inspector = inspector;
    }

    /** An evaluation that has ended. */
    record Ended(long step, Findings findings) {}

    private record Running(long step, FutureTask<Findings> task, Thread thread) {}

    /** Begins to evaluate; the one before has been collected or abandoned. */
    void launch(TrainedParameters parameters) {
        if (running != null) {
            throw new IllegalStateException("step " + running.step + " is still being evaluated");
        }
        FutureTask<Findings> task = new FutureTask<>(() -> inspector.inspect(parameters));
        Thread thread = new Thread(task, "rheo-evaluation");
        thread.setDaemon(true);
        running = new Running(parameters.step(), task, thread);
        thread.start();
    }

    /** The step that is being evaluated. */
    Optional<Long> pending() {
        return running == null ? Optional.empty() : Optional.of(running.step);
    }

    /** Waits for what was launched; empty if nothing was. Rethrows what the inspector threw. */
    Optional<Ended> collect() throws InterruptedException {
        Running waited = running;
        if (waited == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Ended(waited.step, waited.task.get()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            running = null;
        }
    }

    /** Forgets what was launched. */
    void abandon() {
        if (running != null) {
            running.task.cancel(true);
            running = null;
        }
    }
}
