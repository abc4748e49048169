package dev.rheo.testkit.metric;

/**
 * A metric's exact value between N(0, s1² I) and N(m, s2² I).
 *
 * @param dimension d
 * @param tolerance by how much the estimate from 1000 samples may miss it: bias plus about 5 standard errors
 * @param value the closed form
 */
public record GaussianOracle(int dimension, double tolerance, Form value) {
    /** The closed form; m is the shift of every coordinate, so that |m|² = d shift². */
    @FunctionalInterface
    public interface Form {
        double of(double shift, double s1, double s2);
    }
}
