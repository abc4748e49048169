package dev.rheo.runtime.sample;

import dev.rheo.runtime.engine.TorchEngine;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Threads that have entered the engine and solve batches for whoever asks, so that askers keep their own threads as they
 * are and no more is solved for at once than there are threads. They begin with the first task. Thread-safe.
 */
public final class SolverThreads implements AutoCloseable {
    private final int count;
    private final ExecutorService pool;

    /** @param engineThreads how many threads each of them may use for one operation */
    public SolverThreads(TorchEngine engine, int engineThreads, int count) {
        this.count = count;
        AtomicInteger number = new AtomicInteger();
        pool = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(
                    () -> {
                        engine.enterThread(engineThreads);
                        task.run();
                    },
                    "rheo-solver-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs tasks 0 … n − 1 and hands their results over in order, on the calling thread. At most one more task is under way
     * than there are threads, so memory does not grow with n. If a task or {@code take} fails, the rest is given up.
     *
     * @throws InterruptedException if the calling thread is interrupted; tasks under way then end on their own
     */
    public <T> void inOrder(long n, LongFunction<T> task, Consumer<? super T> take) throws InterruptedException {
        Queue<Future<T>> underway = new ArrayDeque<>();
        long next = 0;
        try {
            while (next < n || !underway.isEmpty()) {
                while (next < n && underway.size() <= count) {
                    long index = next++;
                    underway.add(pool.submit(() -> task.apply(index)));
                }
                take.accept(result(underway.remove()));
            }
        } finally {
            underway.forEach(future -> future.cancel(false));
        }
    }

    /** Runs one task. */
    public <T> T call(Callable<T> task) throws InterruptedException {
        return result(pool.submit(task));
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
        }
    }

    /** Takes no further tasks; those that were taken run to their end. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
