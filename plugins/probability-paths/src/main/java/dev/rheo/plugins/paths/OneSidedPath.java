package dev.rheo.plugins.paths;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.Interval;

/** x_t = a x1 + s x0 with the source sample as noise. */
abstract class OneSidedPath implements GaussianPath {
    private final Interval domain;

    /** Ends {@code cutoff} before t = 1. */
    OneSidedPath(double cutoff) {
        this.domain = new Interval(0, 1 - cutoff);
    }

    @Override
    public final Interval domain() {
        return domain;
    }

    @Override
    public final boolean oneSided() {
        return true;
    }

    @Override
    public final double b(double t) {
        return 0;
    }

    @Override
    public final double db(double t) {
        return 0;
    }
}
