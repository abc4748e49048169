package dev.rheo.plugins.solvers.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.plugins.paths.CondOtPath;
import dev.rheo.plugins.paths.CosinePath;
import dev.rheo.plugins.paths.DdpmPath;
import dev.rheo.plugins.paths.EdmPath;
import dev.rheo.plugins.paths.LinearRate;
import dev.rheo.plugins.paths.NcsnPath;
import dev.rheo.plugins.paths.PolynomialPath;
import dev.rheo.plugins.paths.SubVpPath;
import dev.rheo.plugins.paths.TrigonometricPath;
import dev.rheo.plugins.paths.VePath;
import dev.rheo.plugins.paths.VpPath;
import dev.rheo.testkit.oracle.GaussianMixture;
import dev.rheo.testkit.oracle.MixtureDynamics;
import dev.rheo.testkit.solver.Noise;
import dev.rheo.testkit.solver.SlicedDistance;
import dev.rheo.testkit.solver.Walk;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The exact field of a mixture on every one-sided path, transported from noise in sixty equal steps by solvers of every
 * sort: n = 1000, squared sliced distance to the target at the floor that samples of the target itself have, at most eight
 * of its deviations above its mean. Draws are fixed, so there are no false alarms.
 */
class LandingTest {
    private static final int ROWS = 1000;
    private static final int STEPS = 60;
    private static final GaussianMixture TARGET = GaussianMixture.example();
    private static final SlicedDistance DISTANCE = new SlicedDistance(TARGET, ROWS);

    private static Map<String, GaussianPath> paths() {
        LinearRate rate = new LinearRate(0.1, 20);
        Map<String, GaussianPath> paths = new LinkedHashMap<>();
        paths.put("cond-ot", new CondOtPath(new CondOtPath.Config(0)));
        paths.put("trigonometric", new TrigonometricPath(new TrigonometricPath.Config(true)));
        paths.put("polynomial", new PolynomialPath(new PolynomialPath.Config(2, true)));
        paths.put("vp", new VpPath(new VpPath.Config(rate, 1e-3)));
        paths.put("sub-vp", new SubVpPath(new SubVpPath.Config(rate)));
        paths.put("vp-cosine", new CosinePath(new CosinePath.Config(0.008, 1e-3)));
        for (VePath.Form form : VePath.Form.values()) {
            paths.put("ve " + form, new VePath(new VePath.Config(0.01, 50, form, 1e-5)));
        }
        paths.put("edm", new EdmPath(new EdmPath.Config(0.002, 80, 7)));
        paths.put("ddpm", new DdpmPath(new DdpmPath.Config(1000, DdpmPath.Schedule.LINEAR, 1e-4, 0.02)));
        paths.put("ncsn", new NcsnPath(new NcsnPath.Config(100, 0.01, 50)));
        return paths;
    }

    private static Map<String, StepSolver> solvers() {
        Map<String, StepSolver> solvers = new LinkedHashMap<>();
        solvers.put("heun", new StochasticHeun(new StochasticHeun.Config(STEPS, new AddedNoise(Churn.NONE, 1))));
        solvers.put(
                "euler-maruyama",
                new EulerMaruyama(new EulerMaruyama.Config(STEPS, new AddedNoise(Churn.DIFFUSION, 1))));
        solvers.put(
                "stochastic-heun",
                new StochasticHeun(new StochasticHeun.Config(STEPS, new AddedNoise(Churn.CONSTANT, 1))));
        solvers.put("ddim", new Ddim(new Ddim.Config(STEPS, 0, 0)));
        solvers.put("ddim, eta 1", new Ddim(new Ddim.Config(STEPS, 1, 0)));
        solvers.put("ddpm, large", new Ddpm(new Ddpm.Config(STEPS, Ddpm.Variance.FIXED_LARGE, 0)));
        solvers.put("dpm-solver-pp", new DpmSolverPlusPlus(new DpmSolverPlusPlus.Config(STEPS, 0, 0)));
        solvers.put("dpm-solver-pp, eta 1", new DpmSolverPlusPlus(new DpmSolverPlusPlus.Config(STEPS, 1, 0)));
        solvers.put("unipc", new UniPc(new UniPc.Config(STEPS, 3, UniPc.Variant.BH2, true, 0)));
        solvers.put("edm-heun", new EdmHeun(new EdmHeun.Config(STEPS, 20, 0.05, 50, 1)));
        solvers.put(
                "predictor-corrector",
                new PredictorCorrector(new PredictorCorrector.Config(
                        STEPS,
                        PredictorCorrector.Predictor.REVERSE_DIFFUSION,
                        1,
                        0.16,
                        PredictorCorrector.Order.PREDICTOR_FIRST)));
        return solvers;
    }

    @TestFactory
    Stream<DynamicTest> everySolverLandsOnTheTargetAlongEveryOneSidedPath() {
        return paths().entrySet().stream().flatMap(path -> solvers().entrySet().stream()
                .map(solver -> DynamicTest.dynamicTest(
                        path.getKey() + " by " + solver.getKey(), () -> lands(path.getValue(), solver.getValue()))));
    }

    private static void lands(GaussianPath path, StepSolver solver) {
        double[] start = new double[2 * ROWS];
        var draws = new RandomStreams(5).at("start", 0);
        Arrays.setAll(start, i -> path.sourceScale() * draws.gaussian(i / 2, i % 2));
        double[] end = new Walk(solver, new MixtureDynamics(path, TARGET), times(path))
                .from(start, 2, Noise.gaussian(6, 0))
                .end();
        assertThat(DISTANCE.to(end)).isLessThan(DISTANCE.threshold(8));
    }

    /** Equal steps, on a path of discrete time from grid point to grid point. */
    private static double[] times(GaussianPath path) {
        double[] times = Walk.uniform(path.domain().from(), path.domain().to(), STEPS);
        double[] grid = path.gridTimes();
        for (int i = 1; i < STEPS && grid.length > 0; i++) {
            int above = Arrays.binarySearch(grid, times[i]);
            times[i] = grid[above < 0 ? -above - 1 : above];
        }
        return Arrays.stream(times).distinct().toArray();
    }
}
