package dev.rheo.runtime.track;

import dev.rheo.api.track.RunEvent;
import dev.rheo.api.track.Tracker;
import dev.rheo.runtime.plugin.Faults;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Hands events to a tracker plugin on a thread of its own, so that a slow or failing tracker neither delays nor stops
 * a run.
 */
public final class TrackerFeed implements RunListener, AutoCloseable {
    private static final int LONGEST_QUEUE = 10_000;
    private static final long LONGEST_FLUSH_MILLIS = 10_000;
    private static final long POLL_MILLIS = 100;

    private final Tracker tracker;
    private final String name;
    private final Consumer<String> warnings;
    private final BlockingQueue<RunEvent> queue;
    private final long flushMillis;
    private final Thread thread;
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean done;

    /**
     * @param name what messages call the tracker
     * @param warnings receives the one sentence that says why the tracker was switched off, from any thread
     */
    public TrackerFeed(Tracker tracker, String name, Consumer<String> warnings) {
        this(tracker, name, warnings, LONGEST_QUEUE, LONGEST_FLUSH_MILLIS);
    }

    TrackerFeed(Tracker tracker, String name, Consumer<String> warnings, int queue, long flushMillis) {
        this.tracker = tracker;
        this.name = name;
        this.warnings = warnings;
        this.queue = new LinkedBlockingQueue<>(queue);
        this.flushMillis = flushMillis;
        this.thread = new Thread(this::deliver, "rheo-tracker-" + name);
        this.thread.setDaemon(true);
        this.thread.setContextClassLoader(tracker.getClass().getClassLoader());
        this.thread.start();
    }

    @Override
    public void on(RunEvent event) {
        boolean internal = event instanceof HostEvent;
        if (!internal && !failed.get() && !queue.offer(event)) {
            fail("it is " + queue.size() + " events behind");
        }
    }

    private void deliver() {
        try {
            while (!done || !queue.isEmpty()) {
                RunEvent next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null && !failed.get()) {
                    guarded(() -> tracker.on(next));
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        guarded(tracker::close);
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) { // a plugin's code, on a thread of its own
            fail(Faults.say(e));
        }
    }

    private void fail(String why) {
        if (failed.compareAndSet(false, true)) {
            warnings.accept("tracker '" + name + "' was switched off: " + why);
        }
    }

    /** Waits until the tracker has seen everything and is closed, ten seconds at most. */
    @Override
    public void close() {
        done = true;
        try {
            thread.join(flushMillis);
            if (thread.isAlive()) {
                fail("it did not finish within " + flushMillis / 1000.0 + " seconds of the run's end");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
