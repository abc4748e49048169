package dev.rheo.testkit.coupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import java.util.function.DoubleFunction;

/** C3: both limits in λ, growing cost in between, and the closed form for Gaussians. */
final class EntropicRule {
    private EntropicRule() {}

    static void examine(CouplingSubject subject) {
        DoubleFunction<Coupling> byRegularization = subject.byRegularization();
        if (byRegularization == null) {
            throw new AssertionError("a coupling that claims " + TraitNames.COUPLING_ENTROPIC
                    + " is examined for several λ: give byRegularization");
        }
        smallRegularization(subject, byRegularization);
        CouplingRules.uniformPlan(byRegularization.apply(1e6));
        monotone(byRegularization);
        gaussianCovariance(byRegularization.apply(2));
    }

    /** λ → 0: the cost of the sorted matching within 1 %, and still usable pairs where C/λ reaches a million. */
    private static void smallRegularization(CouplingSubject subject, DoubleFunction<Coupling> byRegularization) {
        int n = 16;
        CouplingBatch batch = Batches.of(Batches.normalGrid(n, 0, 1, 1), Batches.normalGrid(n, 2, 1.5, 2), 1);
        double optimal = Batches.meanCost(
                Batches.of(Batches.normalGrid(n, 0, 1, 3), Batches.normalGrid(n, 2, 1.5, 3), 1), range(n), range(n));
        assertThat(Batches.meanCost(byRegularization.apply(1e-3), batch, 100))
                .as("mean cost at λ = 0.001")
                .isCloseTo(optimal, within(0.01 * optimal));
        CouplingRules.wellFormed(subject, Batches.draw(byRegularization.apply(3e-5), batch, 0), n, n);
    }

    private static int[] range(int n) {
        int[] range = new int[n];
        for (int i = 0; i < n; i++) {
            range[i] = i;
        }
        return range;
    }

    /** 32 rows, 100 draws; the steps between these λ are far above the statistical error. */
    private static void monotone(DoubleFunction<Coupling> byRegularization) {
        CouplingBatch batch = Batches.random(32, 2, 5);
        double previous = 0;
        for (double lambda : new double[] {0.02, 0.5, 4, 32}) {
            double cost = Batches.meanCost(byRegularization.apply(lambda), batch, 100);
            assertThat(cost).as("mean cost at λ = %s", lambda).isGreaterThan(previous);
            previous = cost;
        }
    }

    /**
     * Janati et al. 2020 in one dimension: Cov(x0, x1) = ½ (√(4 s0² s1² + σ⁴) − σ²) with λ = 2σ²; here λ = 2 and unit
     * variances, on quantile grids of 128 points. 100 draws are 12 800 pairs, whose standard error is 0.011; the tolerance
     * is above five of them (false alarm below 1e-6). λ off by a factor of 2 is off by 0.16.
     */
    private static void gaussianCovariance(Coupling coupling) {
        int n = 128;
        float[] source = Batches.normalGrid(n, 0, 1, 6);
        float[] data = Batches.normalGrid(n, 0, 1, 7);
        CouplingBatch batch = Batches.of(source, data, 1);
        double covariance = 0;
        for (int draw = 0; draw < 100; draw++) {
            Pairing pairs = Batches.draw(coupling, batch, draw);
            for (int k = 0; k < n; k++) {
                covariance += source[pairs.source()[k]] * data[pairs.target()[k]] / (100.0 * n);
            }
        }
        assertThat(covariance)
                .as("covariance of the pairs of two unit Gaussians at λ = 2")
                .isCloseTo(0.5 * (Math.sqrt(5) - 1), within(0.06));
    }
}
