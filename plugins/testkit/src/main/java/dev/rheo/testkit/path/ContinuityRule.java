package dev.rheo.testkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.testkit.oracle.AffineMarginal;
import dev.rheo.testkit.oracle.Gaussian;
import dev.rheo.testkit.oracle.GaussianMixture;
import java.util.List;

/**
 * ∂ log p_t/∂t + div u + u · ∇ log p_t = 0, with u the conditional velocity at the expected endpoints (in which it is
 * affine) and ∂/∂t by the chain rule through the coefficients and the path's own a', b', s', so that wrong derivatives
 * are left to P3. Differences of step 1e-5 leave 1e-8 here; tolerance 1e-5.
 */
record ContinuityRule(PathSubject subject, GaussianMixture source, GaussianMixture data, double t) {
    private static final double STEP = 1e-5;
    private static final double[][] PLACES = {{0.3, -0.2}, {-0.8, 0.9}, {1.1, 0.4}, {0.1, -1.2}};

    static void examine(PathSubject subject) {
        GaussianMixture source =
                subject.path().oneSided() ? GaussianMixture.of(Gaussian.standard(2)) : arbitrarySource();
        for (double t : subject.times()) {
            ContinuityRule rule = new ContinuityRule(subject, source, GaussianMixture.example(), t);
            for (double[] x : PLACES) {
                rule.examine(x);
            }
        }
    }

    private static GaussianMixture arbitrarySource() {
        return new GaussianMixture(
                new double[] {0.6, 0.4},
                List.of(
                        new Gaussian(new double[] {-0.5, 0.3}, new double[][] {{0.5, 0.1}, {0.1, 0.3}}),
                        new Gaussian(new double[] {0.9, -0.7}, new double[][] {{0.2, 0.0}, {0.0, 0.6}})));
    }

    private void examine(double[] x) {
        double[] velocity = velocity(x);
        double[] score = AffineMarginal.of(subject.gaussian(), source, data, t).score(x);
        double flow = velocity[0] * score[0] + velocity[1] * score[1];
        double change = change(x);
        double divergence = divergence(x);
        double size = 1 + Math.abs(flow) + Math.abs(change) + Math.abs(divergence);
        assertThat(change + divergence + flow)
                .as("∂ log p/∂t + div u + u · score at t = " + t)
                .isCloseTo(0, within(1e-5 * size));
    }

    private double[] velocity(double[] x) {
        AffineMarginal marginal = AffineMarginal.of(subject.gaussian(), source, data, t);
        double[] x1 = marginal.data(x);
        double[] x0 = marginal.source(x);
        double[] velocity = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            velocity[i] = subject.gaussian().conditionalVelocity(x[i], x0[i], x1[i], t);
        }
        return velocity;
    }

    private double divergence(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (velocity(shifted(x, i, STEP))[i] - velocity(shifted(x, i, -STEP))[i]) / (2 * STEP);
        }
        return sum;
    }

    /** ∂ log p/∂a · a' + ∂ log p/∂n · n' + ∂ log p/∂s · s'. */
    private double change(double[] x) {
        boolean oneSided = subject.path().oneSided();
        double[] at = {
            subject.gaussian().a(t),
            subject.ofSource(t),
            oneSided ? 0 : subject.gaussian().s(t)
        };
        double[] slope = {
            subject.gaussian().da(t),
            subject.slopeOfSource(t),
            oneSided ? 0 : subject.gaussian().ds(t)
        };
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            double rise = logDensity(shifted(at, i, STEP), x) - logDensity(shifted(at, i, -STEP), x);
            sum += slope[i] * rise / (2 * STEP);
        }
        return sum;
    }

    private double logDensity(double[] coefficients, double[] x) {
        return new AffineMarginal(source, data, coefficients[0], coefficients[1], coefficients[2]).logDensity(x);
    }

    private static double[] shifted(double[] values, int i, double by) {
        double[] moved = values.clone();
        moved[i] += by;
        return moved;
    }
}
