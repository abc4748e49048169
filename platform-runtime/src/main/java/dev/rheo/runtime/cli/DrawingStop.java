package dev.rheo.runtime.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a sampling: interrupts the thread that draws, waits until it has thrown away what it had
 * written, and ends the process. To be made by that thread, and closed by it once its files are in their places or gone.
 */
final class DrawingStop implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread drawing = Thread.currentThread();
    private final Console console;
    private final Thread hook;
    private volatile boolean done;

    DrawingStop(Console console) {
        this.console = console;
        this.hook = new Thread(this::onShutdown, "rheo-drawing-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The files are in their places. */
    void done() {
        done = true;
    }

    private void onShutdown() {
        drawing.interrupt();
        try {
            if (ended.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                console.err().println(done ? "\nstopped: the samples are written" : "\nstopped: nothing was written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.out().flush();
        console.err().flush();
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            awaitTheEnd();
        }
    }

    /** The hook has the last word. */
    private void awaitTheEnd() {
        boolean interrupted = Thread.interrupted();
        try {
            hook.join();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
