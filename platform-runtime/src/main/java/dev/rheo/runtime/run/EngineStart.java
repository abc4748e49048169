package dev.rheo.runtime.run;

import dev.rheo.runtime.engine.TorchEngine;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Loads the engine's natives on a thread of its own while the caller does something else. */
final class EngineStart {
    private final FutureTask<TorchEngine> starting = new FutureTask<>(Workshop::startEngine);

    static EngineStart begin() {
        EngineStart start = new EngineStart();
        new Thread(start.starting, "rheo-engine-start").start();
        return start;
    }

    /** Waits for the end, good or bad: nobody may leave the process while its natives are being loaded. */
    void settle() {
        boolean interrupted = false;
        while (!starting.isDone()) {
            try {
                starting.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException told) {
                break; // by engine()
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The started engine; waits for it.
     *
     * @throws RunFailure if it does not start
     */
    TorchEngine engine() {
        settle();
        boolean interrupted = Thread.interrupted();
        try {
            return starting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("the engine has started", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
