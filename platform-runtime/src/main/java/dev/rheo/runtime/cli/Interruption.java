package dev.rheo.runtime.cli;

import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.run.RunFailure;
import dev.rheo.runtime.track.CheckpointComing;
import dev.rheo.runtime.track.RunListener;
import dev.rheo.runtime.track.Trained;
import dev.rheo.runtime.train.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns Ctrl-C and SIGTERM into a stop signal, and holds the process until the training has saved itself, however long a
 * slow disk takes; the JVM ignores further signals meanwhile. Once it has, what is left (sampling, evaluation) can be had
 * again from the checkpoint, so the process ends at once. To be closed when the run has ended and its outcome was printed.
 */
final class Interruption implements AutoCloseable {
    private static final long LONGEST_STEP_SECONDS = 60;

    private final StopSignal signal = new StopSignal();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Console console;
    private final String resume;
    private final Thread hook;
    private volatile boolean saving;
    private volatile boolean trained;
    private volatile @Nullable RunFailure failure;

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
                if (event instanceof CheckpointComing) {
                    saving = true;
                } else if (event instanceof RunEvent.Checkpointed) {
                    saving = false;
                } else if (event instanceof Trained) {
                    trained = true;
                }
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
        int exitCode = ExitCode.INTERRUPTED;
        RunFailure instead = failure;
        if (instead != null) {
            console.complain(instead.getMessage(), instead.remedy());
            exitCode = ExitCode.of(instead);
        }
        console.out().flush();
        console.err().flush();
        Runtime.getRuntime().halt(exitCode);
    }

    private void await() {
        try {
            while (!ended.await(LONGEST_STEP_SECONDS, TimeUnit.SECONDS)) {
                if (!saving) {
                    console.err().println("the run did not stop in time; its last checkpoint is kept");
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended in another way than by the signal; if the process is ending, this is what it says and returns. */
    void failed(RunFailure thrown) {
        failure = thrown;
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

    /** The hook has the last word: without this wait, a failure would be said twice or half. */
    private void awaitTheEnd() {
        try {
            hook.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
