package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.manifest.Inpainting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * On the exact field of a Gaussian, as {@link InpaintedTest}: what is sampled is affine in the start and in the noise of every jump,
 * so that one row of a batch for each of these numbers gives the law itself. No statistics are needed.
 */
class ResamplingTest {
    private static final int STEPS = 100;

    /** Mean and covariance of the unknown entries that are sampled. */
    private record Law(double[] mean, double[][] covariance) {
        double deviation() {
            return Math.sqrt(covariance[0][0]);
        }

        /** KL divergence of the law that is asked for from this one, both of one or two entries. */
        double missing(Law asked) {
            double[][] s = covariance;
            double[][] c = asked.covariance;
            double dx = asked.mean[0] - mean[0];
            if (mean.length == 1) {
                return 0.5 * (c[0][0] / s[0][0] + dx * dx / s[0][0] - 1 + Math.log(s[0][0] / c[0][0]));
            }
            double dy = asked.mean[1] - mean[1];
            double det = s[0][0] * s[1][1] - s[0][1] * s[1][0];
            double trace = (s[1][1] * c[0][0] - 2 * s[0][1] * c[0][1] + s[0][0] * c[1][1]) / det;
            double square = (s[1][1] * dx * dx - 2 * s[0][1] * dx * dy + s[0][0] * dy * dy) / det;
            return 0.5 * (trace + square - 2 + Math.log(det / (c[0][0] * c[1][1] - c[0][1] * c[1][0])));
        }
    }

    /** Where the noise of a batch is 1: row 0 has none, row r has it at the r-th place that was asked for. */
    private static final class OneEach {
        private final int rows;
        private final int dimension;
        private int next;

        OneEach(int rows, int dimension, int next) {
            this.rows = rows;
            this.dimension = dimension;
            this.next = next;
        }

        NDArray gaussian(NDArray like) {
            double[] values = new double[rows * dimension];
            for (int k = 0; k < dimension; k++) {
                values[next * dimension + k] = 1;
                next++;
            }
            return like.getManager().create(values, new Shape(rows, dimension));
        }
    }

    private static Law law(double[][] covariance, double[] mean, double[] known, Inpainting inpainting, Solver solver) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        int d = mean.length;
        int stretches = (int) Math.ceil(1 / inpainting.jumpLength() - 1e-9);
        int rows = 1 + d + stretches * (inpainting.resamplings() - 1) * 2 * d;
        try (NDManager manager = engine.newManager()) {
            double[] starts = new double[rows * d];
            for (int k = 0; k < d; k++) {
                starts[(k + 1) * d + k] = 1;
            }
            NDArray start = manager.create(starts, new Shape(rows, d));
            OneEach noise = new OneEach(rows, d, d + 1);
            LongFunction<StepNoise> back = jump -> (like, use) -> noise.gaussian(like);
            double[] end = new Resampling(route(), new double[0], (i, t, x) -> {})
                    .solve(
                            manager,
                            solver,
                            inpainted(manager, covariance, mean, known, inpainting, start),
                            start,
                            step -> {
                                throw new IllegalStateException("an ODE has no noise");
                            },
                            back)
                    .end()
                    .toDoubleArray();
            assertThat(noise.next).as("every number of noise had its row").isEqualTo(rows);
            return law(end, d, known.length);
        }
    }

    private static Law law(double[] end, int d, int known) {
        int u = d - known;
        double[] mean = Arrays.copyOfRange(end, known, d);
        double[][] covariance = new double[u][u];
        for (int row = 1; row < end.length / d; row++) {
            for (int i = 0; i < u; i++) {
                for (int j = 0; j < u; j++) {
                    covariance[i][j] += (end[row * d + known + i] - mean[i]) * (end[row * d + known + j] - mean[j]);
                }
            }
        }
        return new Law(mean, covariance);
    }

    private static Route route() {
        return new Route(0, 1, steps -> IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> i / (double) steps)
                .toArray());
    }

    private static Inpainted inpainted(
            NDManager manager,
            double[][] covariance,
            double[] mean,
            double[] known,
            Inpainting inpainting,
            NDArray noise) {
        int d = mean.length;
        double[] flat =
                Arrays.stream(covariance).flatMapToDouble(Arrays::stream).toArray();
        InpaintedTest.Gaussian field = new InpaintedTest.Gaussian(
                InpaintedTest.STRAIGHT, manager.create(mean, new Shape(1, d)), manager.create(flat, new Shape(d, d)));
        double[] mask = new double[d];
        Arrays.fill(mask, 0, known.length, 1);
        return new Inpainted(
                Dynamics.reading(InpaintedTest.STRAIGHT, Prediction.VELOCITY, field),
                manager.create(Arrays.copyOf(known, d), new Shape(1, d)),
                manager.create(mask, new Shape(1, d)),
                noise,
                inpainting);
    }

    private static final Law ASKED = new Law(
            new double[] {InpaintedTest.CONDITIONAL_MEAN},
            new double[][] {{InpaintedTest.CONDITIONAL_DEVIATION * InpaintedTest.CONDITIONAL_DEVIATION}});

    private static Law pair(int corrections, int resamplings, double jumpLength) {
        return law(
                InpaintedTest.PAIR,
                InpaintedTest.MEANS,
                InpaintedTest.GIVEN,
                new Inpainting(corrections, 0.02, resamplings, jumpLength),
                Methods.steps(Methods.MIDPOINT, STEPS));
    }

    @Test
    void resamplingBringsReplacementNearerToTheConditionalLaw() {
        double before = pair(0, 1, 0.1).missing(ASKED);
        for (int resamplings : new int[] {2, 4, 10}) {
            Law found = pair(0, resamplings, 0.1);
            assertThat(found.missing(ASKED)).as("%d resamplings", resamplings).isLessThan(0.9 * before);
            before = found.missing(ASKED);
        }
    }

    /** One entry known, two drawn: Σ_uu − Σ_uk Σ_ku / Σ_kk. */
    @Test
    void theJointLawOfUnknownEntriesComesNearerToo() {
        Law asked = new Law(
                new double[] {0.6 * 1.5, 0.5 * 1.5},
                new double[][] {{1.2 - 0.36, -0.1 - 0.3}, {-0.1 - 0.3, 0.8 - 0.25}});
        double[] missing = new double[2];
        for (int i = 0; i < 2; i++) {
            missing[i] = law(
                            InpaintedTest.THREE,
                            new double[3],
                            new double[] {1.5},
                            new Inpainting(0, 0.02, i == 0 ? 1 : 10, 0.1),
                            Methods.steps(Methods.MIDPOINT, STEPS))
                    .missing(asked);
        }
        assertThat(missing[1]).isLessThan(0.25 * missing[0]);
    }

    @Test
    void resamplingDoesNotSpoilWhatACorrectionMadeExact() {
        Law found = law(
                InpaintedTest.PAIR,
                InpaintedTest.MEANS,
                InpaintedTest.GIVEN,
                new Inpainting(1, 1e-6, 3, 0.25),
                Methods.steps(Methods.RK4, 200));
        assertThat(found.mean[0]).isCloseTo(InpaintedTest.CONDITIONAL_MEAN, within(5e-3));
        assertThat(found.deviation()).isCloseTo(InpaintedTest.CONDITIONAL_DEVIATION, within(5e-3));
    }

    @Test
    void adaptiveSolversWalkStretchesOfFlowTime() {
        Law fixed = pair(0, 3, 0.1);
        Law adaptive = law(
                InpaintedTest.PAIR,
                InpaintedTest.MEANS,
                InpaintedTest.GIVEN,
                new Inpainting(0, 0.02, 3, 0.1),
                Methods.tolerance(1e-6));
        assertThat(adaptive.mean[0]).isCloseTo(fixed.mean[0], within(5e-3));
        assertThat(adaptive.deviation()).isCloseTo(fixed.deviation(), within(5e-3));
    }

    /** A step is counted for each walk, and noise that a solver draws is another in each. */
    @Test
    void everyWalkDrawsItsOwnNoiseAndTimesAreSeenInTheLastOne() {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        List<Long> steps = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (NDManager manager = engine.newManager()) {
            NDArray start = manager.create(new double[] {0.3, -0.2}, new Shape(1, 2));
            Inpainting inpainting = new Inpainting(0, 0.02, 2, 0.25);
            Inpainted given =
                    inpainted(manager, InpaintedTest.PAIR, InpaintedTest.MEANS, InpaintedTest.GIVEN, inpainting, start);
            SolveLoop.Solution solution = new Resampling(
                            route(), new double[] {0.5, 0, 1, 0.6}, (i, t, x) -> seen.add(i + "@" + t))
                    .solve(
                            manager,
                            new Methods.EulerMaruyama(8),
                            given,
                            start,
                            step -> {
                                steps.add(step);
                                return (like, use) -> like.zerosLike();
                            },
                            jump -> (like, use) -> like.onesLike().toType(DataType.FLOAT64, false));
            assertThat(solution.statistics().steps()).isEqualTo(16);
            assertThat(solution.end().toDoubleArray()[0]).isCloseTo(2, within(1e-9));
        }
        assertThat(steps)
                .containsExactlyElementsOf(
                        IntStream.range(0, 16).mapToObj(Long::valueOf).toList());
        assertThat(seen).containsExactly("1@0.0", "0@0.5", "3@0.625", "2@1.0");
    }
}
