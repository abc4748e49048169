package dev.rheo.runtime.run;

import dev.rheo.runtime.engine.Threads;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.store.RunDirectory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Loads the engine's natives on a thread of its own while the caller does something else, reads plugins and a manifest for
 * instance, and then what else every run needs and is slow the first time. Whoever begins it closes it before the process ends. What
 * goes wrong is told by whoever needs the engine.
 */
public final class EngineStart implements AutoCloseable {
    private final FutureTask<TorchEngine> starting = new FutureTask<>(Workshop::startEngine);
    private final Thread thread = new Thread(this::start, "rheo-engine-start");

    private EngineStart() {}

    public static EngineStart begin() {
        EngineStart start = new EngineStart();
        start.thread.start();
        return start;
    }

    private void start() {
        starting.run();
        RunDirectory.prepare();
        try {
            starting.get().prepare();
        } catch (ExecutionException | InterruptedException | RuntimeException | LinkageError told) {
            return; // by whoever needs it
        }
    }

    /** Waits for the end, good or bad: nobody may leave the process while its natives are being loaded. */
    @Override
    public void close() {
        Threads.awaitEnd(thread);
    }

    /**
     * The started engine; waits for it.
     *
     * @throws RunFailure if it does not start
     */
    TorchEngine engine() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return starting.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
