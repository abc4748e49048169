package dev.rheo.plugins.couplings;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reusable buffers, as many as there were concurrent callers. A buffer whose use failed is not kept. */
final class Pool<W> {
    private final ConcurrentLinkedQueue<W> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<W> make;

    Pool(Supplier<W> make) {
        this.make = make;
    }

    /** Lends a buffer to {@code use}, for this call alone. */
    <R> R with(Function<W, R> use) {
        W taken = idle.poll();
        W workspace = taken == null ? make.get() : taken;
        R result = use.apply(workspace);
        idle.add(workspace);
        return result;
    }
}
