package dev.rheo.plugins.solvers.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.plugins.paths.CondOtPath;
import dev.rheo.plugins.paths.EdmPath;
import dev.rheo.plugins.paths.NcsnPath;
import dev.rheo.testkit.oracle.Gaussian;
import dev.rheo.testkit.oracle.GaussianMixture;
import dev.rheo.testkit.oracle.MixtureDynamics;
import dev.rheo.testkit.solver.GaussianLaw;
import dev.rheo.testkit.solver.Noise;
import dev.rheo.testkit.solver.Walk;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LangevinTest {
    private static final GaussianPath LEVELS = new NcsnPath(new NcsnPath.Config(12, 0.05, 10));

    private static final GaussianPath PLAIN = new EdmPath(new EdmPath.Config(0.002, 80, 7));

    /** Two modes, eleven of their deviations apart, of which one has four fifths of the mass. */
    private static final GaussianMixture MODES = new GaussianMixture(
            new double[] {0.8, 0.2},
            List.of(Gaussian.isotropic(new double[] {-2, 0}, 0.12), Gaussian.isotropic(new double[] {2, 0}, 0.12)));

    @Test
    void theVarianceOfUnadjustedLangevinSettlesWhereItsRecursionSays() {
        GaussianPath path = new CondOtPath(new CondOtPath.Config(0));
        double t = 0.9;
        double epsilon = 0.1;
        double v = GaussianLaw.of(path, new GaussianLaw(0.7, 0.36), t).variance();
        StepSolver langevin = new Langevin(new Langevin.Config(80, t, epsilon, false));
        GaussianLaw settled = GaussianLaw.after(langevin, path, new GaussianLaw(0.7, 0.36), Walk.uniform(0, 1, 80));
        assertThat(settled.variance()).isCloseTo(v / (1 - epsilon / (2 * v)), within(1e-10));
        assertThat(settled.mean()).isCloseTo(0.9 * 0.7, within(1e-10));
    }

    @Test
    void aPathWithoutNoiseAtThatTimeIsRefused() {
        GaussianPath path = new CondOtPath(new CondOtPath.Config(0));
        StepSolver langevin = new Langevin(new Langevin.Config(10, 1, 0.1, false));
        assertThatThrownBy(() -> new Steps(path).end(langevin, Walk.uniform(0, 1, 10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no noise at t = 1.0")
                .hasMessageContaining("'at'");
    }

    /** n = 1000: the share of a mode has a standard error of 0.013; 0.06 is more than four of them. */
    @Test
    void annealingFindsTheWeightsOfModesWherePlainLangevinStaysInTheOneItBeganIn() {
        double[] inTheSmallMode = new double[2000];
        for (int i = 0; i < inTheSmallMode.length; i += 2) {
            inTheSmallMode[i] = 2;
        }
        double[] levels = LEVELS.gridTimes();
        StepSolver plain = new Langevin(new Langevin.Config(1, 1, 0.02, false));
        double[] stayed = new Walk(plain, new MixtureDynamics(LEVELS, MODES), Walk.uniform(0, 1, 300))
                .from(inTheSmallMode, 2, Noise.gaussian(3, 0))
                .end();
        assertThat(shareOfLargeMode(stayed)).isLessThan(0.01);
        StepSolver annealed = new AnnealedLangevin(new AnnealedLangevin.Config(1, 25, 0.3, true));
        double[] moved = new Walk(annealed, new MixtureDynamics(LEVELS, MODES), levels)
                .from(inTheSmallMode, 2, Noise.gaussian(3, 0))
                .end();
        assertThat(shareOfLargeMode(moved)).isCloseTo(0.8, within(0.06));
    }

    private static double shareOfLargeMode(double[] points) {
        int count = 0;
        for (int i = 0; i < points.length; i += 2) {
            count += points[i] < 0 ? 1 : 0;
        }
        return 2.0 * count / points.length;
    }

    @Test
    void annealedLangevinOnAScaledPathDoesToXOverAWhatItDoesWithoutScale() {
        GaussianPath straight = new CondOtPath(new CondOtPath.Config(0));
        double[] sigmas = {4, 2, 1, 0.5};
        double[] scaled = Arrays.stream(sigmas).map(sigma -> 1 / (1 + sigma)).toArray();
        double[] plain = Arrays.stream(sigmas)
                .map(sigma -> PLAIN.timeOfLogSnr(-2 * Math.log(sigma)))
                .toArray();
        double[] start = {3, -2, 0.5};
        double[] small = Arrays.stream(start).map(x -> x * scaled[0]).toArray();
        StepSolver annealed = new AnnealedLangevin(new AnnealedLangevin.Config(1, 3, 0.1, false));
        double[] onPlain = new Walk(annealed, new Steps(PLAIN).dynamics(), plain)
                .from(start, 1, Noise.gaussian(3, 0))
                .end();
        double[] onStraight = new Walk(annealed, new Steps(straight).dynamics(), scaled)
                .from(small, 1, Noise.gaussian(3, 0))
                .end();
        for (int i = 0; i < start.length; i++) {
            assertThat(onStraight[i] / straight.a(scaled[3])).isCloseTo(onPlain[i], within(1e-9));
        }
    }

    @Test
    void predictorAndCorrectorComeInTheOrderAskedForAndNothingFollowsTheLastPrediction() {
        double[] start = new double[400];
        for (int i = 0; i < start.length; i++) {
            start[i] = new RandomStreams(2).at("start", 0).gaussian(i, 0);
        }
        GaussianPath path = new CondOtPath(new CondOtPath.Config(0));
        double[] ends = new double[2];
        for (PredictorCorrector.Order order : PredictorCorrector.Order.values()) {
            StepSolver solver = new PredictorCorrector(
                    new PredictorCorrector.Config(1, PredictorCorrector.Predictor.ANCESTRAL, 1, 0.16, order));
            Walk.Seen seen =
                    new Walk(solver, new Steps(path).dynamics(), 0.2, 0.5, 0.8).from(start, 1, Noise.gaussian(4, 0));
            // Predictor first: none after the last prediction. Corrector first: one before either.
            assertThat(seen.evaluations()).isEqualTo(order == PredictorCorrector.Order.PREDICTOR_FIRST ? 3 : 4);
            ends[order.ordinal()] = seen.end()[0];
        }
        assertThat(ends[0]).isNotCloseTo(ends[1], within(1e-6));
    }
}
