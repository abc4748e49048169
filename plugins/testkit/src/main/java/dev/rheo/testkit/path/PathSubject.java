package dev.rheo.testkit.path;

import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;

/**
 * A path with what it declares.
 *
 * @param path the path
 * @param traits the traits of the configuration that it was made with
 * @param ends what it declares to leave at t = 0 and t = 1
 */
public record PathSubject(ProbabilityPath path, Traits traits, Ends ends) {
    /**
     * What a path may leave at its ends.
     *
     * @param leakage largest |a(0)|: how much of the datum is present at t = 0
     * @param scaleAtSource the coefficient of x0 at t = 0, to the square of how much of the datum leaks beside it
     * @param noiseAtSource s(0) of a two-sided path
     * @param noiseAtData s(1)
     */
    public record Ends(double leakage, double scaleAtSource, double noiseAtSource, double noiseAtData) {
        /** Source at t = 0 and data at t = 1, exactly. */
        public static final Ends EXACT = new Ends(0, 0, 0);

        /** With x0 as it is at t = 0. */
        public Ends(double leakage, double noiseAtSource, double noiseAtData) {
            this(leakage, 1, noiseAtSource, noiseAtData);
        }
    }

    /** A path that joins source and data exactly. */
    public PathSubject(ProbabilityPath path, Traits traits) {
        this(path, traits, Ends.EXACT);
    }

    boolean isGaussian() {
        return path instanceof GaussianPath;
    }

    GaussianPath gaussian() {
        return (GaussianPath) path;
    }

    boolean provides(String trait) {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }

    /** Times of the domain, away from its ends by a twentieth of its length. */
    double[] times() {
        double[] times = new double[10];
        for (int i = 0; i < times.length; i++) {
            times[i] = path.domain().from() + (0.05 + 0.1 * i) * path.domain().length();
        }
        return times;
    }

    /** The coefficient of x0: s on a one-sided path, b on a two-sided one. */
    double ofSource(double t) {
        return path.oneSided() ? gaussian().s(t) : gaussian().b(t);
    }

    /** The derivative of {@link #ofSource}, as the path gives it. */
    double slopeOfSource(double t) {
        return path.oneSided() ? gaussian().ds(t) : gaussian().db(t);
    }

    /** The coefficient of the path's own noise, 0 on a path that claims none. */
    double ofNoise(double t) {
        return hasOwnNoise() ? gaussian().s(t) : 0;
    }

    /** The derivative of {@link #ofNoise}, as the path gives it. */
    double slopeOfNoise(double t) {
        return hasOwnNoise() ? gaussian().ds(t) : 0;
    }

    boolean hasOwnNoise() {
        return path.noisy() && !path.oneSided();
    }
}
