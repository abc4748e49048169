package dev.rheo.runtime.cli;

import dev.rheo.runtime.train.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a stop signal, and holds the process until the run has saved itself. To be closed when
 * the run has ended.
 */
final class Interruption implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final StopSignal signal = new StopSignal();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Console console;
    private final Thread hook;

    Interruption(Console console) {
        this.console = console;
        this.hook = new Thread(this::onShutdown, "rheo-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    StopSignal signal() {
        return signal;
    }

    private void onShutdown() {
        signal.request();
        console.err().println();
        console.err().println("stopping: saving a checkpoint …");
        try {
            if (!ended.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                console.err().println("the run did not stop in time; its last checkpoint is kept");
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
            // The hook is waiting for the latch and ends the process.
            signal.request();
        }
    }
}
