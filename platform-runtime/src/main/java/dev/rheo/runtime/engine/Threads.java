package dev.rheo.runtime.engine;

/** Waiting for threads that use the engine, which must not outlive what they use. */
public final class Threads {
    private Threads() {}

    /** Waits for a thread's end; an interrupt in between is there again afterwards. */
    public static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
