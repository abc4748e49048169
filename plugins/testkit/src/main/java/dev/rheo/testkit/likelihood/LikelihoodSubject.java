package dev.rheo.testkit.likelihood;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.testkit.oracle.DifferencedField;
import dev.rheo.testkit.oracle.GaussianMixture;
import dev.rheo.testkit.oracle.MixtureDynamics;

/**
 * A path from N(0, I) to {@link GaussianMixture#example}, with the velocity of a flow that is said to be its exact one.
 *
 * @param steps of the classic Runge–Kutta method, equal in t, that follow it well enough
 */
public record LikelihoodSubject(GaussianPath path, DifferentiableField velocity, int steps) {
    /** With the exact velocity. */
    public static LikelihoodSubject of(GaussianPath path, int steps) {
        MixtureDynamics exact = new MixtureDynamics(path, GaussianMixture.example());
        return new LikelihoodSubject(path, new DifferencedField(exact.velocity()), steps);
    }
}
