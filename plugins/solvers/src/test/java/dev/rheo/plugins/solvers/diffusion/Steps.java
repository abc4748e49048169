package dev.rheo.plugins.solvers.diffusion;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.testkit.oracle.Gaussian;
import dev.rheo.testkit.oracle.GaussianMixture;
import dev.rheo.testkit.oracle.MixtureDynamics;
import dev.rheo.testkit.solver.Noise;
import dev.rheo.testkit.solver.Walk;

/** Short walks of numbers towards N(0.7, 0.36), whose fields are linear: what a step is made of can be written down. */
record Steps(GaussianPath path) {
    static final double MEAN = 0.7;
    static final double VARIANCE = 0.36;
    static final double[] START = {-1.3, 0.2, 0.9};

    Dynamics dynamics() {
        return new MixtureDynamics(path, GaussianMixture.of(Gaussian.isotropic(new double[] {MEAN}, VARIANCE)));
    }

    /** The states at all times, noise being drawn. */
    double[][] states(StepSolver solver, double... times) {
        return new Walk(solver, dynamics(), times)
                .from(START, 1, Noise.gaussian(9, 0))
                .states();
    }

    /** The state at the end. */
    double[] end(StepSolver solver, double... times) {
        double[][] states = states(solver, times);
        return states[states.length - 1];
    }

    /** The mean of the state at the end: the walk without noise. */
    double[] mean(StepSolver solver, double... times) {
        return new Walk(solver, dynamics(), times).from(START, 1, Noise.none()).end();
    }

    /** What noise of the only step is multiplied by. */
    double deviation(StepSolver solver, double... times) {
        double[] with = new Walk(solver, dynamics(), times)
                .from(START, 1, step -> (like, use) -> like.onesLike())
                .end();
        return with[0] - mean(solver, times)[0];
    }

    /** E[x1 | x_t = x]. */
    double data(double x, double t) {
        double a = path.a(t);
        double n = path.n(t);
        return MEAN + a * VARIANCE / (a * a * VARIANCE + n * n) * (x - a * MEAN);
    }

    /** ∇ log p_t(x). */
    double score(double x, double t) {
        double a = path.a(t);
        double n = path.n(t);
        return -(x - a * MEAN) / (a * a * VARIANCE + n * n);
    }

    /** u_t(x). */
    double velocity(double x, double t) {
        double data = data(x, t);
        return path.da(t) * data + path.dn(t) / path.n(t) * (x - path.a(t) * data);
    }
}
