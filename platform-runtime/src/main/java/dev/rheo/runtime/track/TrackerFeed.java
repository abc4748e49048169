package dev.rheo.runtime.track;

import dev.rheo.api.track.RunEvent;
import dev.rheo.api.track.Tracker;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Hands events to a tracker plugin on a thread of its own, so that a slow or failing tracker neither delays nor stops
 * a run.
 */
public final class TrackerFeed implements RunListener, AutoCloseable {
    private static final long LONGEST_FLUSH_MILLIS = 10_000;

    private final Tracker tracker;
    private final String name;
    private final Consumer<String> warnings;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(10_000);
    private final Thread thread;
    private volatile boolean failed;
    private volatile boolean done;

    /**
     * @param name what messages call the tracker
     * @param warnings receives the one sentence that says why the tracker was switched off
     */
    public TrackerFeed(Tracker tracker, String name, Consumer<String> warnings) {
        this.tracker = tracker;
        this.name = name;
        this.warnings = warnings;
        this.thread = new Thread(this::deliver, "rheo-tracker-" + name);
        this.thread.setDaemon(true);
        this.thread.setContextClassLoader(tracker.getClass().getClassLoader());
        this.thread.start();
    }

    @Override
    public void on(RunEvent event) {
        if (!failed && !queue.offer(() -> tracker.on(event))) {
            fail("it is more than " + queue.size() + " events behind");
        }
    }

    private void deliver() {
        try {
            while (!done || !queue.isEmpty()) {
                Runnable next = queue.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (next != null && !failed) {
                    run(next);
                }
            }
            run(tracker::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError e) {
            fail(e.toString());
        }
    }

    private void fail(String why) {
        if (!failed) {
            failed = true;
            warnings.accept("tracker '" + name + "' was switched off: " + why);
        }
    }

    /** Waits until the tracker has seen everything and is closed, ten seconds at most. */
    @Override
    public void close() {
        done = true;
        try {
            thread.join(LONGEST_FLUSH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
