package dev.rheo.testkit.solver;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.testkit.oracle.Gaussian;
import dev.rheo.testkit.oracle.GaussianMixture;
import dev.rheo.testkit.oracle.MixtureDynamics;

/**
 * The law N(mean, variance) of a number. What a step rule makes of a Gaussian target is Gaussian again, and known
 * without sampling: every state is an affine function of the first state and of the noise drawn.
 */
public record GaussianLaw(double mean, double variance) {
    /** The law of a path's state at {@code t}, from N(0, 1) to {@code data}. */
    public static GaussianLaw of(GaussianPath path, GaussianLaw data, double t) {
        double a = path.a(t);
        double n = path.n(t);
        return new GaussianLaw(a * data.mean, a * a * data.variance + n * n);
    }

    /**
     * The exact law at the end of a walk of a rule that is affine in state and noise, begun with the path's own law.
     * One row of the batch starts at 0, one at 1, and for each draw there is one that meets no other noise than a 1
     * there.
     */
    public static GaussianLaw after(StepSolver solver, GaussianPath path, GaussianLaw data, double... times) {
        GaussianMixture target = GaussianMixture.of(Gaussian.isotropic(new double[] {data.mean}, data.variance));
        Walk walk = new Walk(solver, new MixtureDynamics(path, target), times);
        int draws = Math.toIntExact(walk.from(new double[1], 1, Noise.none()).draws());
        double[] start = new double[2 + draws];
        start[1] = 1;
        double[] end = walk.from(start, 1, Noise.impulses(2)).end();
        GaussianLaw begin = of(path, data, times[0]);
        double slope = end[1] - end[0];
        double variance = slope * slope * begin.variance;
        for (int i = 2; i < end.length; i++) {
            variance += (end[i] - end[0]) * (end[i] - end[0]);
        }
        return new GaussianLaw(end[0] + slope * begin.mean, variance);
    }

    /** The larger of the differences between means and between standard deviations. */
    public double distance(GaussianLaw other) {
        return Math.max(Math.abs(mean - other.mean), Math.abs(Math.sqrt(variance) - Math.sqrt(other.variance)));
    }
}
