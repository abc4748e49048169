package dev.rheo.api.track;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;

/**
 * Receives a run's events on one thread, in order, off the training thread. An exception switches the tracker off with
 * a warning; it never stops the run.
 */
@ComponentKind(value = "tracker", title = "tracker")
public interface Tracker extends Component, AutoCloseable {
    void on(RunEvent event);

    @Override
    default void close() {}
}
