package dev.rheo.runtime.cli;

import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.track.RunListener;
import dev.rheo.runtime.track.Trained;
import dev.rheo.runtime.train.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a stop signal, and holds the process until the training has saved itself. Once it has,
 * what is left (sampling, evaluation) can be had again from the checkpoint, so the process ends at once. To be closed
 * when the run has ended.
 */
final class Interruption implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final StopSignal signal = new StopSignal();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Console console;
    private final String resume;
    private final Thread hook;
    private volatile boolean trained;

    /**
     * @param resume the command that goes on with the run
     */
    Interruption(Console console, String resume) {
        this.console = console;
        this.resume = resume;
        this.hook = new Thread(this::onShutdown, "rheo-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    StopSignal signal() {
        return signal;
    }

    /** Passes events on, and learns from them when the training is over and saved. */
    RunListener watching(RunListener listener) {
        return new RunListener() {
            @Override
            public void on(RunEvent event) {
                trained |= event instanceof Trained;
                listener.on(event);
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }

    private void onShutdown() {
        signal.request();
        console.err().println();
        if (trained) {
            console.err().println("stopped: the training is saved; '" + resume + "' samples and evaluates it");
        } else {
            console.err().println("stopping: saving a checkpoint …");
            await();
        }
        console.out().flush();
        console.err().flush();
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    private void await() {
        try {
            if (!ended.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                console.err().println("the run did not stop in time; its last checkpoint is kept");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
