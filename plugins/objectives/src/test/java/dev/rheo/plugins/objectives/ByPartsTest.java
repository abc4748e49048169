package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import dev.rheo.plugins.objectives.ByParts.Form;
import dev.rheo.plugins.objectives.ByParts.Lambda;
import dev.rheo.plugins.objectives.ByParts.Predict;
import dev.rheo.plugins.objectives.ByParts.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Implicit and sliced score matching where everything is Gaussian, so that s = −x/c has J = V/(2c²) − 1/c per dimension. */
class ByPartsTest {
    private static final GaussianPath PATH = new Paths.Trigonometric();
    private static final double T = 0.4;
    private static final double VARIANCE_OF_DATA = 2;
    private static final int N = 20_000;
    private static final int D = 3;
    private static final Form SCORE = new Form(Predict.SCORE, Lambda.UNIFORM);

    private static double variance() {
        return PATH.a(T) * PATH.a(T) * VARIANCE_OF_DATA + PATH.s(T) * PATH.s(T);
    }

    private static Objective implicit(Form form, Trace trace) {
        return new ImplicitScoreMatching(new ImplicitScoreMatching.Config(form, trace, Probe.RADEMACHER, 1), PATH);
    }

    private static Objective sliced(boolean varianceReduction, Probe probe, int slices) {
        return new SlicedScoreMatching(new SlicedScoreMatching.Config(SCORE, varianceReduction, probe, slices), PATH);
    }

    private static double loss(Objective objective, double c) {
        return Trial.of(objective, D, VARIANCE_OF_DATA, Trial.all(N, T)).loss((net, x) -> net.mul(x, -1 / c));
    }

    private static double exact(double c) {
        return variance() / (2 * c * c) - 1 / c;
    }

    /** n = 60 000 squares: V/(2c²) has a standard error of V/c²/√(2n), of which four are allowed. */
    private static double error(double c) {
        return 4 * variance() / (c * c) / Math.sqrt(2.0 * N * D);
    }

    @Test
    void theExactTraceGivesTheClosedForm() {
        for (double c : new double[] {0.7, 1.5, 3}) {
            assertThat(loss(implicit(SCORE, Trace.EXACT), c)).isCloseTo(exact(c), within(error(c)));
        }
    }

    @Test
    void theScoreOfTheMarginalIsTheMinimumAndMinusHalfItsSquare() {
        double c = variance();
        Objective objective = implicit(SCORE, Trace.EXACT);
        assertThat(loss(objective, c)).isCloseTo(-1 / (2 * c), within(error(c)));
        assertThat(loss(objective, 1.1 * c)).isGreaterThan(loss(objective, c));
        assertThat(loss(objective, c / 1.1)).isGreaterThan(loss(objective, c));
    }

    /** On a field whose derivative is a multiple of the identity, a probe of signs is exact. */
    @Test
    void signsEstimateTheTraceOfAnIsotropicFieldExactly() {
        assertThat(loss(implicit(SCORE, Trace.HUTCHINSON), 1.5))
                .isCloseTo(loss(implicit(SCORE, Trace.EXACT), 1.5), within(1e-9));
    }

    @Test
    void slicesWithVarianceReductionAreHutchinsonsEstimate() {
        assertThat(loss(sliced(true, Probe.RADEMACHER, 1), 1.5))
                .isCloseTo(loss(implicit(SCORE, Trace.HUTCHINSON), 1.5), within(1e-12));
    }

    /** (vᵀs)² of Gaussian v and s has 2 + … times the spread of |s|²; six standard errors of 2 V/c² √(d/n)/… are allowed. */
    @Test
    void slicesOfAnyProbeHaveTheValueOfImplicitScoreMatching() {
        double wide = 6 * variance() / (1.5 * 1.5) * Math.sqrt(2.0 / N);
        assertThat(loss(sliced(false, Probe.GAUSSIAN, 1), 1.5)).isCloseTo(exact(1.5), within(wide));
        assertThat(loss(sliced(false, Probe.RADEMACHER, 2), 1.5)).isCloseTo(exact(1.5), within(wide));
        assertThat(loss(sliced(true, Probe.GAUSSIAN, 3), 1.5)).isCloseTo(exact(1.5), within(wide));
    }

    /** λ = s² times the uniform loss, and out = −s s_θ: the same number three ways. */
    @Test
    void noiseAndScoreAreTheSameScoreAndWeightsAreFactors() {
        double s = PATH.s(T);
        double c = 1.5;
        double uniform = loss(implicit(SCORE, Trace.EXACT), c);
        double weighted = loss(implicit(new Form(Predict.SCORE, Lambda.SIGMA_SQUARED), Trace.EXACT), c);
        assertThat(weighted).isCloseTo(s * s * uniform, within(1e-6));
        double likelihood = loss(implicit(new Form(Predict.SCORE, Lambda.LIKELIHOOD), Trace.EXACT), c);
        assertThat(likelihood).isCloseTo(PATH.diffusion(T) * uniform, within(1e-5));
        for (Lambda lambda : Lambda.values()) {
            double ofScore = loss(implicit(new Form(Predict.SCORE, lambda), Trace.EXACT), c);
            double ofNoise = Trial.of(
                            implicit(new Form(Predict.NOISE, lambda), Trace.EXACT),
                            D,
                            VARIANCE_OF_DATA,
                            Trial.all(N, T))
                    .loss((net, x) -> net.mul(x, s / c));
            assertThat(ofNoise).as(lambda.name()).isCloseTo(ofScore, within(1e-5));
        }
    }

    /** Denoising score matching of the same scores is higher by the same constant, ½ E |x0/s|² − ½ … (O5). */
    @Test
    void denoisingScoreMatchingDiffersByWhatNoModelChanges() {
        ScoreMatching denoising = new ScoreMatching(
                new ScoreMatching.Config(ScoreMatching.Predict.SCORE, ScoreMatching.Lambda.UNIFORM, 2), PATH);
        double first = loss(denoising, 0.7) / 2 - loss(implicit(SCORE, Trace.EXACT), 0.7);
        double second = loss(denoising, 2.5) / 2 - loss(implicit(SCORE, Trace.EXACT), 2.5);
        double constant = 1 / (2 * PATH.s(T) * PATH.s(T));
        assertThat(first).isCloseTo(constant, within(0.05));
        assertThat(second).isCloseTo(constant, within(0.05));
    }

    @Test
    void gradientsThroughTheNetworksDerivativeAreRightAndFiniteUpToTheEnds() {
        double[] t = {0, 0.2, 0.5, 0.8, 1, 0.99, 0.01, 0.6};
        for (Objective objective : List.of(
                implicit(new Form(Predict.NOISE, Lambda.SIGMA_SQUARED), Trace.EXACT),
                implicit(new Form(Predict.NOISE, Lambda.LIKELIHOOD), Trace.HUTCHINSON),
                sliced(false, Probe.GAUSSIAN, 2))) {
            Trial trial = Trial.of(objective, 2, 1, t);
            Graph network = trial.smallNetwork();
            Map<String, double[]> values = trial.with(Trial.parameters(network));
            try (Specimen loss = trial.compile(network)) {
                double[] own = loss.gradient(Differentiation.OWN, values, t.length, List.of("in.weight"))
                        .getOrDefault("in.weight", new double[0]);
                double[] differences = loss.finiteDifferences(values, t.length, "in.weight", 1e-5);
                assertThat(own).hasSize(24);
                assertThat(Arrays.stream(own).allMatch(Double::isFinite)).isTrue();
                for (int i = 0; i < own.length; i++) {
                    assertThat(own[i]).isCloseTo(differences[i], within(1e-5 * (1 + Math.abs(differences[i]))));
                }
            }
        }
    }

    @Test
    void networksWithKinksAreRefusedAndSoArePathsWithoutAScore() {
        assertThat(new ImplicitScoreMatching.Config(SCORE, Trace.EXACT, Probe.RADEMACHER, 1)
                        .traits()
                        .required())
                .extracting(Demand::trait)
                .contains(TraitNames.NETWORK_SMOOTH, TraitNames.PATH_SCORE);
    }
}
