package dev.rheo.runtime.track;

import dev.rheo.api.track.RunEvent;

/** Hears of a run's events on the thread that runs it. */
@FunctionalInterface
public interface RunListener {
    void on(RunEvent event);

    /** The run is over, however it ended; nothing follows. */
    default void close() {}
}
