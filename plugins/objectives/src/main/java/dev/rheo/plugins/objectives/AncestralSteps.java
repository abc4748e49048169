package dev.rheo.plugins.objectives;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Transition;
import java.util.Arrays;

/**
 * The steps of a path of discrete time, from each of its grid points to the next and from the last to the datum itself
 * (a = 1, n = 0), with what the variational bound says of each. Immutable.
 *
 * <p>Source: Ho et al. 2020, eq. 5 … 12; Nichol and Dhariwal 2021, section 3.1.
 */
final class AncestralSteps {
    private final double[] times;
    private final Terms[] terms;

    /**
     * One step. The divergence from the posterior N(·, smallest) to a model N(·, v) whose noise is wrong by e is, for each
     * number, ½ (ln v + (smallest + shift e²)/v) + constant; in the last step the same is −log of the density of the datum.
     *
     * @param smallest the variance of the end state given the state and the datum, 0 in the last step
     * @param logSmall ln of the same, but that of the step before in the last one
     * @param logLarge ln of the variance for standard normal data
     * @param shift the square of how far the mean moves with the noise
     * @param constant what no model changes
     */
    record Terms(double smallest, double logSmall, double logLarge, double shift, double constant) {
        private static final double LOG_2_PI = Math.log(2 * Math.PI);

        static Terms of(Transition step, double before) {
            boolean last = step.nTo() == 0;
            double smallest = step.posterior() * step.posterior();
            double logSmall = Math.log(last ? before : smallest);
            double mean = step.ofData(step.kappa()) * step.n() / step.a();
            double constant = last ? LOG_2_PI / 2 : -(logSmall + 1) / 2;
            return new Terms(smallest, logSmall, 2 * Math.log(step.ofNormalData()), mean * mean, constant);
        }
    }

    private AncestralSteps(double[] times, Terms[] terms) {
        this.times = times;
        this.terms = terms;
    }

    /** @throws IllegalArgumentException if the path has no discrete times, or one alone */
    static AncestralSteps of(GaussianPath path) {
        double[] times = path.gridTimes();
        if (times.length < 2) {
            throw new IllegalArgumentException(
                    "the variational bound is a sum over steps, which a path of continuous time does not have");
        }
        Terms[] terms = new Terms[times.length];
        double before = Double.NaN;
        for (int i = 0; i < times.length; i++) {
            boolean last = i == times.length - 1;
            Transition step = last
                    ? new Transition(path.a(times[i]), path.n(times[i]), 1, 0)
                    : Transition.of(path, times[i], times[i + 1]);
            terms[i] = Terms.of(step, before);
            before = terms[i].smallest();
        }
        return new AncestralSteps(times, terms);
    }

    int count() {
        return times.length;
    }

    /** The step that begins at the grid point nearest to {@code t}. */
    Terms at(double t) {
        int found = Arrays.binarySearch(times, t);
        if (found >= 0) {
            return terms[found];
        }
        int next = Math.min(-found - 1, times.length - 1);
        int previous = Math.max(next - 1, 0);
        return terms[t - times[previous] < times[next] - t ? previous : next];
    }
}
