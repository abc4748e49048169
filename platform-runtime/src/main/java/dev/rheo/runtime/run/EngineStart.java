package dev.rheo.runtime.run;

import dev.rheo.runtime.engine.TorchEngine;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Loads the engine's natives on a thread of its own while the caller does something else, reads plugins and a manifest for
 * instance. Whoever begins it closes it before the process ends. What goes wrong is told by whoever needs the engine.
 */
public final class EngineStart implements AutoCloseable {
    private final FutureTask<TorchEngine> starting = new FutureTask<>(Workshop::startEngine);

    private EngineStart() {}

    public static EngineStart begin() {
        EngineStart start = new EngineStart();
        new Thread(start.starting, "rheo-engine-start").start();
        return start;
    }

    /** Waits for the end, good or bad: nobody may leave the process while its natives are being loaded. */
    @Override
    public void close() {
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
        close();
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
