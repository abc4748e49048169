package dev.rheo.plugins.solvers.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.plugins.paths.CondOtPath;
import dev.rheo.plugins.paths.DdpmPath;
import dev.rheo.plugins.paths.EdmPath;
import dev.rheo.plugins.paths.NcsnPath;
import dev.rheo.plugins.paths.TrigonometricPath;
import dev.rheo.testkit.solver.Noise;
import dev.rheo.testkit.solver.Walk;
import org.junit.jupiter.api.Test;

/** What solvers have in common with each other, and with the formulas of their papers. */
class IdentitiesTest {
    private static final GaussianPath STRAIGHT = new CondOtPath(new CondOtPath.Config(0));
    private static final GaussianPath CURVED = new TrigonometricPath(new TrigonometricPath.Config(true));
    private static final GaussianPath DISCRETE =
            new DdpmPath(new DdpmPath.Config(1000, DdpmPath.Schedule.LINEAR, 1e-4, 0.02));
    private static final double ROUNDING = 1e-12;

    private static StepSolver ddim(double eta) {
        return new Ddim(new Ddim.Config(1, eta, 0));
    }

    private static StepSolver ddpm(Ddpm.Variance variance) {
        return new Ddpm(new Ddpm.Config(1, variance, 0));
    }

    @Test
    void eulerMaruyamaWithoutChurnIsEulersMethod() {
        Steps steps = new Steps(CURVED);
        for (Churn churn : Churn.values()) {
            double factor = churn == Churn.NONE ? 1 : 0;
            double[] end =
                    steps.end(new EulerMaruyama(new EulerMaruyama.Config(1, new AddedNoise(churn, factor))), 0.3, 0.4);
            for (int i = 0; i < end.length; i++) {
                double x = Steps.START[i];
                assertThat(end[i]).isCloseTo(x + (0.4 - 0.3) * steps.velocity(x, 0.3), within(ROUNDING));
            }
        }
    }

    @Test
    void stochasticHeunWithoutChurnIsHeunsMethod() {
        Steps steps = new Steps(CURVED);
        double h = 0.4 - 0.3;
        double[] end =
                steps.end(new StochasticHeun(new StochasticHeun.Config(1, new AddedNoise(Churn.NONE, 1))), 0.3, 0.4);
        for (int i = 0; i < end.length; i++) {
            double x = Steps.START[i];
            double slope = steps.velocity(x, 0.3);
            double next = x + h / 2 * (slope + steps.velocity(x + h * slope, 0.4));
            assertThat(end[i]).isCloseTo(next, within(ROUNDING));
        }
    }

    @Test
    void eulerMaruyamaIsDriftAndNoiseInBothDirections() {
        Steps steps = new Steps(CURVED);
        StepSolver constant = new EulerMaruyama(new EulerMaruyama.Config(1, new AddedNoise(Churn.CONSTANT, 0.25)));
        for (double h : new double[] {0.01, -0.01}) {
            double[] mean = steps.mean(constant, 0.5, 0.5 + h);
            for (int i = 0; i < mean.length; i++) {
                double x = Steps.START[i];
                double drift = h * steps.velocity(x, 0.5) + Math.abs(h) * 0.125 * steps.score(x, 0.5);
                assertThat(mean[i]).isCloseTo(x + drift, within(ROUNDING));
            }
            assertThat(steps.deviation(constant, 0.5, 0.5 + h)).isCloseTo(0.5 * Math.sqrt(0.01), within(ROUNDING));
        }
    }

    @Test
    void churnByDiffusionIsAndersonsReverseEquation() {
        Steps steps = new Steps(CURVED);
        StepSolver diffusion = new EulerMaruyama(new EulerMaruyama.Config(1, new AddedNoise(Churn.DIFFUSION, 1)));
        double h = 0.6 - 0.5;
        double growth = CURVED.da(0.5) / CURVED.a(0.5);
        double g2 = Math.PI / Math.tan(Math.PI / 4);
        double[] mean = steps.mean(diffusion, 0.5, 0.6);
        for (int i = 0; i < mean.length; i++) {
            double x = Steps.START[i];
            assertThat(mean[i]).isCloseTo(x + h * (growth * x + g2 * steps.score(x, 0.5)), within(ROUNDING));
        }
        assertThat(steps.deviation(diffusion, 0.5, 0.6)).isCloseTo(Math.sqrt(g2 * h), within(ROUNDING));
    }

    @Test
    void noStepDrawsMoreNoiseThanThePathHas() {
        Steps steps = new Steps(STRAIGHT);
        StepSolver infinite = new EulerMaruyama(new EulerMaruyama.Config(1, new AddedNoise(Churn.DIFFUSION, 1)));
        assertThat(steps.deviation(infinite, 0, 0.1)).isCloseTo(1, within(ROUNDING));
        StepSolver large = new EulerMaruyama(new EulerMaruyama.Config(1, new AddedNoise(Churn.CONSTANT, 100)));
        assertThat(steps.deviation(large, 0.8, 0.9)).isCloseTo(0.2, within(ROUNDING));
    }

    @Test
    void ddimWithoutNoiseIsEulersMethodOnTheStraightPath() {
        Steps steps = new Steps(STRAIGHT);
        StepSolver euler = new EulerMaruyama(new EulerMaruyama.Config(1, new AddedNoise(Churn.NONE, 1)));
        double[] times = {0, 0.25, 0.5, 0.9, 1};
        assertThat(steps.end(ddim(0), times)).containsExactly(steps.end(euler, times), within(ROUNDING));
        double[] back = {1, 0.9, 0.5, 0.25, 0};
        assertThat(steps.end(ddim(0), back)).containsExactly(steps.end(euler, back), within(ROUNDING));
    }

    @Test
    void ddimIsTheFormulaOfItsPaper() {
        Steps steps = new Steps(DISCRETE);
        double[] grid = DISCRETE.gridTimes();
        double t = grid[300];
        double s = grid[340];
        double alphaT = Math.pow(DISCRETE.a(t), 2);
        double alphaS = Math.pow(DISCRETE.a(s), 2);
        for (double eta : new double[] {0, 0.3, 1}) {
            double sigma = eta * Math.sqrt((1 - alphaS) / (1 - alphaT) * (1 - alphaT / alphaS));
            double[] mean = steps.mean(ddim(eta), t, s);
            for (int i = 0; i < mean.length; i++) {
                double data = steps.data(Steps.START[i], t);
                double noise = (Steps.START[i] - Math.sqrt(alphaT) * data) / Math.sqrt(1 - alphaT);
                double expected = Math.sqrt(alphaS) * data + Math.sqrt(1 - alphaS - sigma * sigma) * noise;
                assertThat(mean[i]).isCloseTo(expected, within(1e-10));
            }
            assertThat(steps.deviation(ddim(eta), t, s)).isCloseTo(sigma, within(1e-10));
        }
    }

    @Test
    void ancestralSamplingIsDdimWithFullNoiseButForTheLastStep() {
        for (GaussianPath path : new GaussianPath[] {STRAIGHT, CURVED, DISCRETE}) {
            double[] times = {
                path.domain().from(), 0.25, 0.5, 0.9, path.domain().to()
            };
            double[][] one = new Steps(path).states(ddim(1), times);
            double[][] other = new Steps(path).states(ddpm(Ddpm.Variance.FIXED_SMALL), times);
            for (int i = 0; i < 4; i++) {
                assertThat(other[i]).containsExactly(one[i], within(ROUNDING));
            }
        }
    }

    @Test
    void ancestralSamplingIsTheFormulaOfItsPaper() {
        Steps steps = new Steps(DISCRETE);
        double[] grid = DISCRETE.gridTimes();
        double t = grid[300];
        double s = grid[301];
        double barT = Math.pow(DISCRETE.a(t), 2);
        double barS = Math.pow(DISCRETE.a(s), 2);
        double beta = 1 - barT / barS;
        double[] later = {t, s, grid[302]};
        double[] mean = steps.mean(ddpm(Ddpm.Variance.FIXED_SMALL), t, s);
        for (int i = 0; i < mean.length; i++) {
            double x = Steps.START[i];
            assertThat(mean[i]).isCloseTo((x + beta * steps.score(x, t)) / Math.sqrt(1 - beta), within(1e-10));
        }
        double[] z = steps.states(ddpm(Ddpm.Variance.FIXED_SMALL), later)[1];
        double[] larger = steps.states(ddpm(Ddpm.Variance.FIXED_LARGE), later)[1];
        double small = Math.sqrt(beta * (1 - barS) / (1 - barT));
        for (int i = 0; i < mean.length; i++) {
            assertThat((larger[i] - mean[i]) / (z[i] - mean[i])).isCloseTo(Math.sqrt(beta) / small, within(1e-8));
        }
        assertThat(steps.deviation(ddpm(Ddpm.Variance.FIXED_LARGE), t, s))
                .as("noise of the last step")
                .isZero();
    }

    @Test
    void dpmSolverBeginsWithDdim() {
        Steps steps = new Steps(CURVED);
        double[] times = {0.1, 0.3, 0.5};
        StepSolver deterministic = new DpmSolverPlusPlus(new DpmSolverPlusPlus.Config(1, 0, 0));
        StepSolver noisy = new DpmSolverPlusPlus(new DpmSolverPlusPlus.Config(1, 1, 0));
        assertThat(steps.states(deterministic, times)[1])
                .containsExactly(steps.states(ddim(0), times)[1], within(ROUNDING));
        assertThat(steps.states(noisy, times)[1]).containsExactly(steps.states(ddim(1), times)[1], within(ROUNDING));
    }

    @Test
    void aLaterStepOfDpmSolverIsTheFormulaOfItsPaper() {
        Steps steps = new Steps(CURVED);
        double[] times = {0.1, 0.3, 0.5, 0.6};
        double[][] states = steps.states(new DpmSolverPlusPlus(new DpmSolverPlusPlus.Config(1, 0, 0)), times);
        double before = CURVED.logSnr(0.3) / 2 - CURVED.logSnr(0.1) / 2;
        double h = CURVED.logSnr(0.5) / 2 - CURVED.logSnr(0.3) / 2;
        double r = before / h;
        for (int i = 0; i < Steps.START.length; i++) {
            double line =
                    (1 + 1 / (2 * r)) * steps.data(states[1][i], 0.3) - 1 / (2 * r) * steps.data(states[0][i], 0.1);
            double expected = CURVED.s(0.5) / CURVED.s(0.3) * states[1][i] - CURVED.a(0.5) * (Math.exp(-h) - 1) * line;
            assertThat(states[2][i]).isCloseTo(expected, within(ROUNDING));
        }
    }

    @Test
    void edmWithoutChurnIsHeunsMethodInTheNoiseLevel() {
        GaussianPath path = new EdmPath(new EdmPath.Config(0.002, 80, 7));
        Steps steps = new Steps(path);
        double t = 0.4;
        double s = 0.5;
        double[] end = steps.end(new EdmHeun(new EdmHeun.Config(1, 0, 0, 100, 1)), t, s);
        double from = path.n(t);
        double to = path.n(s);
        for (int i = 0; i < end.length; i++) {
            double x = Steps.START[i];
            double slope = (x - steps.data(x, t)) / from;
            double euler = x + (to - from) * slope;
            double expected = x + (to - from) / 2 * (slope + (euler - steps.data(euler, s)) / to);
            assertThat(end[i]).isCloseTo(expected, within(1e-11));
        }
    }

    @Test
    void edmWithChurnFirstAddsNoiseUpToAHigherLevel() {
        GaussianPath path = new EdmPath(new EdmPath.Config(0.002, 80, 7));
        Steps steps = new Steps(path);
        StepSolver churned = new EdmHeun(new EdmHeun.Config(1, 0.2, 0, 100, 1));
        double higher = path.timeOfLogSnr(-2 * Math.log(1.2 * path.n(0.4)));
        double added = path.n(0.4) * Math.sqrt(1.2 * 1.2 - 1);
        double[] with = new Walk(churned, steps.dynamics(), 0.4, 0.5)
                .from(new double[] {0.5}, 1, step -> (like, use) -> like.onesLike())
                .end();
        double[] plain = new Walk(new EdmHeun(new EdmHeun.Config(1, 0, 0, 100, 1)), steps.dynamics(), higher, 0.5)
                .from(new double[] {0.5 + added}, 1, Noise.none())
                .end();
        assertThat(with).containsExactly(plain, within(1e-9));
    }

    @Test
    void uniPcOfOrderOnePredictsByDdimAndCorrectsByATrapezoid() {
        Steps steps = new Steps(CURVED);
        double[] times = {0.3, 0.4, 0.45};
        double[][] states = steps.states(new UniPc(new UniPc.Config(1, 1, UniPc.Variant.BH2, true, 0)), times);
        assertThat(states[1]).containsExactly(steps.states(ddim(0), times)[1], within(ROUNDING));
        double kept = CURVED.s(0.4) / CURVED.s(0.3);
        for (int i = 0; i < Steps.START.length; i++) {
            double mean = (steps.data(Steps.START[i], 0.3) + steps.data(states[1][i], 0.4)) / 2;
            double corrected = kept * Steps.START[i] + (CURVED.a(0.4) - CURVED.a(0.3) * kept) * mean;
            double onward = CURVED.s(0.45) / CURVED.s(0.4);
            double expected =
                    onward * corrected + (CURVED.a(0.45) - CURVED.a(0.4) * onward) * steps.data(states[1][i], 0.4);
            assertThat(states[2][i]).isCloseTo(expected, within(ROUNDING));
        }
    }

    @Test
    void reverseDiffusionIsTheFormulaOfItsPaperWhereVarianceIsPreserved() {
        Steps steps = new Steps(DISCRETE);
        double[] grid = DISCRETE.gridTimes();
        double beta = 1 - Math.pow(DISCRETE.a(grid[300]) / DISCRETE.a(grid[301]), 2);
        double[] mean = steps.mean(predictor(PredictorCorrector.Predictor.REVERSE_DIFFUSION), grid[300], grid[301]);
        for (int i = 0; i < mean.length; i++) {
            double x = Steps.START[i];
            double expected = (2 - Math.sqrt(1 - beta)) * x + beta * steps.score(x, grid[300]);
            assertThat(mean[i]).isCloseTo(expected, within(1e-10));
        }
    }

    @Test
    void theAncestralPredictorIsTheFormulaOfItsPaperWhereVarianceExplodes() {
        GaussianPath path = new NcsnPath(new NcsnPath.Config(10, 0.01, 1));
        Steps steps = new Steps(path);
        double[] grid = path.gridTimes();
        double[] times = {grid[4], grid[5], grid[6]};
        double above = Math.pow(path.n(times[0]), 2);
        double below = Math.pow(path.n(times[1]), 2);
        StepSolver ancestral = predictor(PredictorCorrector.Predictor.ANCESTRAL);
        double[] mean = steps.mean(ancestral, times[0], times[1]);
        double[] ones = new Walk(ancestral, steps.dynamics(), times)
                .from(Steps.START, 1, step -> (like, use) -> like.onesLike())
                .states()[1];
        for (int i = 0; i < mean.length; i++) {
            double x = Steps.START[i];
            assertThat(mean[i]).isCloseTo(x + (above - below) * steps.score(x, times[0]), within(1e-10));
            assertThat(ones[i] - mean[i]).isCloseTo(Math.sqrt(below * (above - below) / above), within(1e-10));
        }
    }

    private static StepSolver predictor(PredictorCorrector.Predictor predictor) {
        return new PredictorCorrector(
                new PredictorCorrector.Config(1, predictor, 0, 0.16, PredictorCorrector.Order.PREDICTOR_FIRST));
    }
}
