package dev.rheo.api.path;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.time.Interval;

/**
 * A conditional probability path p_t(x | x0, x1) and its velocity. Thread-safe and pure. Almost every path is a
 * {@link GaussianPath}; implement this interface directly only for a path that is not Gaussian.
 */
@ComponentKind(value = "path", title = "probability path")
public interface ProbabilityPath extends Component {
    /** The flow times at which the path's coefficients and conversions are regular; samplers and solvers keep to it. */
    Interval domain();

    /**
     * The only times at which a model of this path is trained and asked, ascending; empty on a path of continuous time.
     * Training times and the time grids of solvers are moved to the nearest of them; solvers begin and end at the ends of
     * {@link #domain()}. A path that has any provides {@code time.discrete}.
     */
    default double[] gridTimes() {
        return new double[0];
    }

    /** Whether the path is conditioned on the data alone, its source sample being the noise (b = 0). */
    boolean oneSided();

    /** Whether {@link #sample} needs noise beside the source sample; never on a one-sided path. */
    boolean noisy();

    /** What a source sample is multiplied by to give the state with which sampling begins, at the start of the domain. */
    default double sourceScale() {
        return 1;
    }

    /**
     * Places a batch on the path.
     *
     * @param xt receives x_t, row-major
     * @param velocity receives the conditional velocity u_t(x_t | x0, x1) = d x_t / dt at fixed x0, x1, ε
     */
    void sample(PathBatch batch, float[] xt, float[] velocity);

    /** Whether {@code to} is determined by x_t and {@code from} on this path. */
    boolean identifies(Prediction from, Prediction to);

    /**
     * The part of {@link #domain()} where {@link #read} from {@code from} to {@code to} is regular. A reading may be
     * singular, or all but singular, at an end where the coefficients are not: noise says nothing about the velocity at
     * t = 0.
     *
     * @throws IllegalArgumentException if this path does not identify it
     */
    default Interval domain(Prediction from, Prediction to) {
        return domain();
    }

    /**
     * How to read {@code to} from x_t and a prediction of {@code from} at a time {@code t} of
     * {@link #domain(Prediction, Prediction)}; not finite at singular ends.
     *
     * @throws IllegalArgumentException if this path does not identify it
     */
    Affine read(Prediction from, Prediction to, double t);
}
