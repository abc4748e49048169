package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.manifest.Inpainting;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * On the exact field of a Gaussian, whose conditional laws are known. Its flow is affine, so that the law of a sampled entry
 * follows from where single starts go: no statistics are needed.
 */
class InpaintedTest {
    static final GaussianPath STRAIGHT = new Straight();
    private static final double UNDAMPED = 1e-6;
    private static final int STEPS = 400;

    /** x_t = t x1 + (1 − t) x0. */
    private record Straight() implements GaussianPath {
        @Override
        public double a(double t) {
            return t;
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return 1 - t;
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -1;
        }
    }

    /** The exact field of N(mean, F Fᵀ): with M = a² F Fᵀ + s² I, u = a' μ + (a a' F Fᵀ + s s' I) M⁻¹ (x − a μ). */
    record Gaussian(GaussianPath path, NDArray mean, NDArray covariance) implements DifferentiableField {
        @Override
        public NDArray at(NDArray x, double t) {
            NDArray gap = x.sub(mean.mul(path.a(t)));
            return gap.matMul(matrix(x, t)).add(mean.mul(path.da(t)));
        }

        @Override
        public Pullback pullback(NDArray x, double t, NDArray cotangent) {
            return new Pullback(at(x, t), cotangent.matMul(matrix(x, t)));
        }

        /** Symmetric, since both factors are polynomials of the covariance. */
        private NDArray matrix(NDArray x, double t) {
            NDArray one =
                    x.getManager().eye((int) covariance.getShape().get(0)).toType(covariance.getDataType(), false);
            double a = path.a(t);
            double s = path.s(t);
            NDArray state = one.mul(s * s).add(covariance.mul(a * a));
            NDArray slope = one.mul(s * path.ds(t)).add(covariance.mul(a * path.da(t)));
            return slope.matMul(state.inverse());
        }
    }

    /** Standard deviations of 1 and 1.5, correlation 0.9. */
    static final double[][] PAIR = {{1, 1.35}, {1.35, 2.25}};

    static final double[][] THREE = {{1, 0.6, 0.5}, {0.6, 1.2, -0.1}, {0.5, -0.1, 0.8}};

    /** The last entry of the sample that begins at {@code x0}, the others being given. */
    private static double sampled(
            double[][] covariance, double[] mean, double[] known, Inpainting inpainting, double... x0) {
        return sample(covariance, mean, known, inpainting, x0)[x0.length - 1];
    }

    private static double[] sample(
            double[][] covariance, double[] mean, double[] known, Inpainting inpainting, double... x0) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        int d = mean.length;
        try (NDManager manager = engine.newManager()) {
            Dynamics inpainted = inpainted(manager, covariance, mean, known, inpainting, x0);
            NDArray start = manager.create(x0, new Shape(1, d));
            Route route = new Route(0, 1, steps -> IntStream.rangeClosed(0, steps)
                    .mapToDouble(i -> i / (double) steps)
                    .toArray());
            SolveLoop loop = new SolveLoop(route, new double[0], (i, t, x) -> {});
            return loop.solve(manager, Methods.steps(Methods.RK4, STEPS), inpainted, start, step -> {
                        throw new IllegalStateException("an ODE has no noise");
                    })
                    .end()
                    .toDoubleArray();
        }
    }

    private static Dynamics inpainted(
            NDManager manager,
            double[][] covariance,
            double[] mean,
            double[] known,
            Inpainting inpainting,
            double... x0) {
        int d = mean.length;
        double[] flat =
                Arrays.stream(covariance).flatMapToDouble(Arrays::stream).toArray();
        Field field =
                new Gaussian(STRAIGHT, manager.create(mean, new Shape(1, d)), manager.create(flat, new Shape(d, d)));
        double[] mask = new double[d];
        Arrays.fill(mask, 0, known.length, 1);
        return new Inpainted(
                Dynamics.reading(STRAIGHT, Prediction.VELOCITY, field),
                manager.create(Arrays.copyOf(known, d), new Shape(1, d)),
                manager.create(mask, new Shape(1, d)),
                manager.create(x0.clone(), new Shape(1, d)),
                inpainting);
    }

    static final double[] MEANS = {0.5, -1};
    static final double[] GIVEN = {2};
    static final double CONDITIONAL_MEAN = -1 + 1.35 * 1.5;
    static final double CONDITIONAL_DEVIATION = Math.sqrt(2.25 - 1.35 * 1.35);

    /** Mean and standard deviation of the entry that is sampled. */
    private static double[] law(Inpainting inpainting) {
        double centre = sampled(PAIR, MEANS, GIVEN, inpainting, 0, 0);
        double own = sampled(PAIR, MEANS, GIVEN, inpainting, 0, 1) - centre;
        double others = sampled(PAIR, MEANS, GIVEN, inpainting, 1, 0) - centre;
        return new double[] {centre, Math.hypot(own, others)};
    }

    @Test
    void oneCorrectionGivesTheConditionalLawOfOneKnownEntry() {
        double[] law = law(new Inpainting(1, UNDAMPED));
        assertThat(law[0]).isCloseTo(CONDITIONAL_MEAN, within(2e-3));
        assertThat(law[1]).isCloseTo(CONDITIONAL_DEVIATION, within(2e-3));
    }

    @Test
    void theNoiseOfKnownEntriesThenHasNoInfluence() {
        Inpainting exact = new Inpainting(1, UNDAMPED);
        double one = sampled(PAIR, MEANS, GIVEN, exact, -1.7, 0.4);
        double other = sampled(PAIR, MEANS, GIVEN, exact, 1.1, 0.4);
        assertThat(one).isCloseTo(other, within(2e-3));
    }

    @Test
    void replacementAloneHeedsWhatIsKnownTooLittle() {
        double[] law = law(new Inpainting(0, UNDAMPED));
        assertThat(law[0]).isLessThan(CONDITIONAL_MEAN - 0.1);
        assertThat(law[1]).isGreaterThan(1.05 * CONDITIONAL_DEVIATION);
    }

    @Test
    void theDampedCorrectionOfTheManifestComesMuchCloserThanReplacement() {
        double[] alone = law(new Inpainting(0, 0.02));
        double[] corrected = law(new Inpainting(1, 0.02));
        assertThat(Math.abs(corrected[0] - CONDITIONAL_MEAN)).isLessThan(0.2 * Math.abs(alone[0] - CONDITIONAL_MEAN));
        assertThat(Math.abs(corrected[1] - CONDITIONAL_DEVIATION))
                .isLessThan(0.5 * Math.abs(alone[1] - CONDITIONAL_DEVIATION));
    }

    @Test
    void twoKnownEntriesTakeTwoCorrections() {
        double[] mean = {0, 0, 0};
        double[] known = {1, -0.5};
        // Σ_uk Σ_kk⁻¹ y with Σ_kk = (1, 0.6; 0.6, 1.2), determinant 0.84
        double expected = (0.5 * (1.2 * 1 + 0.6 * 0.5) - 0.1 * (-0.6 * 1 - 0.5)) / 0.84;
        assertThat(sampled(THREE, mean, known, new Inpainting(2, UNDAMPED), 0.3, -0.8, 0))
                .isCloseTo(expected, within(5e-3));
        assertThat(sampled(THREE, mean, known, new Inpainting(1, UNDAMPED), 0.3, -0.8, 0))
                .isNotCloseTo(expected, within(5e-3));
    }

    @Test
    void knownEntriesOfTheStateArriveAtWhatIsGiven() {
        assertThat(sample(PAIR, MEANS, GIVEN, new Inpainting(1, 0.02), -0.7, 0.2)[0])
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void everyViewAgreesWithTheOthers() {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        try (NDManager manager = engine.newManager()) {
            double[] begun = {-0.7, 0.2};
            Dynamics views = inpainted(manager, PAIR, MEANS, GIVEN, new Inpainting(1, 0.02), begun);
            for (double t : new double[] {0.2, 0.5, 0.9}) {
                double[] x = {t * 2 + (1 - t) * begun[0], 0.6};
                NDArray state = manager.create(x, new Shape(1, 2));
                double[] velocity = views.velocity().at(state, t).toDoubleArray();
                double[] denoised = views.denoised().orElseThrow().at(state, t).toDoubleArray();
                double[] score = views.score().orElseThrow().at(state, t).toDoubleArray();
                for (int k = 0; k < 2; k++) {
                    double noise = (x[k] - t * denoised[k]) / (1 - t);
                    assertThat(velocity[k]).isCloseTo(denoised[k] - noise, within(1e-9));
                    assertThat(score[k]).isCloseTo(-noise / (1 - t), within(1e-9));
                }
                assertThat(state.toDoubleArray()).containsExactly(x);
            }
        }
    }

    @Test
    void aModelWithoutDerivativeIsRefusedWithTheWayOut() {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        try (NDManager manager = engine.newManager()) {
            NDArray one = manager.ones(new Shape(1, 2));
            Dynamics opaque = Dynamics.reading(STRAIGHT, Prediction.VELOCITY, (x, t) -> x.mul(2));
            assertThatThrownBy(() -> new Inpainted(opaque, one, one, one, new Inpainting(1, 0.02)))
                    .isInstanceOf(SolveException.class)
                    .hasMessageContaining("inpainting.corrections=0");
            assertThat(new Inpainted(opaque, one, one, one, new Inpainting(0, 0.02)).path())
                    .isEqualTo(Optional.of(STRAIGHT));
        }
    }
}
