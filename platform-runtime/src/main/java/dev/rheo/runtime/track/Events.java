package dev.rheo.runtime.track;

import dev.rheo.api.track.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** A run's listeners, told in order. Closing it closes them. */
public final class Events implements RunListener, AutoCloseable {
    private final List<RunListener> listeners = new ArrayList<>();

    public Events add(RunListener listener) {
        listeners.add(listener);
        return this;
    }

    @Override
    public void on(RunEvent event) {
        listeners.forEach(listener -> listener.on(event));
    }

    @Override
    public void close() {
        listeners.forEach(RunListener::close);
    }
}
