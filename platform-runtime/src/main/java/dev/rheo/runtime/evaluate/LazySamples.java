package dev.rheo.runtime.evaluate;

import dev.rheo.api.data.Rows;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The samples of an evaluation, drawn once a metric asks for them. Used by one thread. */
final class LazySamples implements Supplier<Rows> {
    private final Supplier<Rows> draw;
    private @Nullable Rows drawn;
    private @Nullable RuntimeException failure;

    LazySamples(Supplier<Rows> draw) {
        this.draw = draw;
    }

    @Override
    public Rows get() {
        rethrow();
        Rows rows = drawn;
        if (rows == null) {
            try {
                rows = draw.get();
                drawn = rows;
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return rows;
    }

    /** Throws what drawing threw, if it did: that is no fault of the metric that asked. */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }
}
