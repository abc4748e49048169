package dev.rheo.plugins.solvers;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.Interval;
import java.util.function.IntToDoubleFunction;

/** What time grids have in common. */
final class Grids {
    private Grids() {}

    /** The ends of {@code span}, and {@code inner} of 1 … steps − 1 between them. */
    static double[] between(Interval span, int steps, IntToDoubleFunction inner) {
        double[] times = new double[steps + 1];
        times[0] = span.from();
        for (int i = 1; i < steps; i++) {
            times[i] = inner.applyAsDouble(i);
        }
        times[steps] = span.to();
        return times;
    }

    /** @throws IllegalArgumentException on a path without a ratio of signal to noise */
    static GaussianPath gaussian(ProbabilityPath path) {
        if (path instanceof GaussianPath gaussian) {
            return gaussian;
        }
        throw new IllegalArgumentException("this grid is laid out in the ratio of data to noise, which "
                + path.getClass().getSimpleName() + " does not have");
    }
}
