package dev.rheo.api.path;

/**
 * The coefficients of x = a x1 + n z at both ends of a step towards the data, and of the noising that leads from the cleaner
 * state back to the noisier one: x_from = (a/a') x_to + √q z for any datum. The mean of the end state given the state and the
 * datum is κ x + (a' − a κ) x1 with κ = (a/a') n'²/n².
 *
 * @param a of the datum where the step begins
 * @param n of the noise (or source sample) there
 * @param aTo of the datum where it ends
 * @param nTo of the noise there
 */
public record Transition(double a, double n, double aTo, double nTo) {
    public static Transition of(GaussianPath path, double from, double to) {
        return new Transition(path.a(from), path.n(from), path.a(to), path.n(to));
    }

    /** a/a': how much of the end state is still in the state where the step begins. */
    public double remaining() {
        return a / aTo;
    }

    /** (n'/a')/(n/a), the ratio of noise levels; 0 where either is without noise or without datum. */
    public double levels() {
        return nTo * a / (aTo * n);
    }

    /** q, the variance of the noise that the step takes away. */
    public double added() {
        double levels = levels();
        return n * n * (1 - levels * levels);
    }

    /** The standard deviation of the end state given both the state where the step begins and the datum. */
    public double posterior() {
        double levels = levels();
        return nTo * Math.sqrt(1 - levels * levels);
    }

    /** The standard deviation of the end state given the state, for standard normal data; √β where variance is preserved. */
    public double ofNormalData() {
        return Math.sqrt(added()) * Math.hypot(aTo, nTo) / Math.hypot(a, n);
    }

    /** κ, the share of the state in the mean of an ancestral step. */
    public double kappa() {
        double share = nTo / n;
        return remaining() * share * share;
    }

    /** What a step that takes {@code ofState} of the state takes of the expected datum, so that both add up to a'. */
    public double ofData(double ofState) {
        return aTo - a * ofState;
    }
}
