package dev.rheo.testkit.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Divergence.Probe;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.api.test.FlowLab;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import dev.rheo.testkit.oracle.AffineMarginal;
import dev.rheo.testkit.oracle.Gaussian;
import dev.rheo.testkit.oracle.GaussianMixture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * L1 and L2 of the mathematical reference, by the host's own solve: log p of the exact flow is the closed form, at the end of
 * the path's domain. A path that does not quite forget the datum at its beginning gives another law than N(0, I) there; L1 and
 * L2 let the flow begin with that law, LI1 with N(0, I) all the same.
 */
public final class LikelihoodRules {
    private static final float[] STATES = {1.4f, 0.3f, -1, 1, 0.3f, -1.5f, 0.2f, 0.4f, 2.2f, 1.2f};
    private static final int PROBES = 400;
    private static final int ROWS = 200;
    private static final double TOLERANCE = 5e-3;

    private LikelihoodRules() {}

    public static List<Rule<LikelihoodSubject>> all() {
        return List.of(
                new Rule<>("L1", "log p of the exact flow is that of the mixture", LikelihoodRules::closedForm),
                new Rule<>(
                        "L2",
                        "Hutchinson's estimate of log p is right on average",
                        Status.REQUIRED.stochastic(400, 6e-7),
                        LikelihoodRules::estimate),
                new Rule<>(
                        "LI1",
                        "begun with N(0, I), log p is that of the mixture on average over the data",
                        Status.REQUIRED.stochastic(200, 5e-3),
                        LikelihoodRules::average));
    }

    private static void closedForm(LikelihoodSubject subject) {
        double[] found = density(subject, begun(subject.path()), Divergence.exact(), STATES);
        for (int row = 0; row < found.length; row++) {
            double[] x = {STATES[2 * row], STATES[2 * row + 1]};
            assertThat(found[row])
                    .as("log p at " + Arrays.toString(x))
                    .isCloseTo(closedForm(subject.path(), x), within(TOLERANCE));
        }
    }

    private static double closedForm(GaussianPath path, double[] x) {
        return AffineMarginal.of(
                        path,
                        GaussianMixture.of(Gaussian.standard(2)),
                        GaussianMixture.example(),
                        path.domain().to())
                .logDensity(x);
    }

    /** n = 400 probes at one point; within 5 standard errors, false-alarm rate 6e-7. */
    private static void estimate(LikelihoodSubject subject) {
        float[] states = new float[2 * PROBES];
        for (int i = 0; i < states.length; i++) {
            states[i] = STATES[6 + i % 2];
        }
        double[] found = density(subject, begun(subject.path()), new Divergence(1, Probe.RADEMACHER, 1), states);
        double mean = Arrays.stream(found).average().orElseThrow();
        double variance = Arrays.stream(found).map(x -> (x - mean) * (x - mean)).sum() / (PROBES - 1);
        assertThat(mean)
                .as("mean over probes")
                .isCloseTo(
                        closedForm(subject.path(), new double[] {STATES[6], STATES[7]}),
                        within(TOLERANCE + 5 * Math.sqrt(variance / PROBES)));
    }

    /** What is missing is KL(p_0 | N(0, I)), at most 1e-3 for the paths of the reference; n = 200 rows vary by about 0.02. */
    private static void average(LikelihoodSubject subject) {
        Points rows = GaussianMixture.example().sample(new RandomStreams(8).at("rows", 0), ROWS);
        double[] found = density(subject, Gaussian.standard(2)::logDensity, Divergence.exact(), rows.values());
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += found[row] - closedForm(subject.path(), new double[] {rows.at(row, 0), rows.at(row, 1)});
        }
        assertThat(sum / ROWS).as("mean of log p less that of the mixture").isCloseTo(0, within(TOLERANCE));
    }

    /** log p of x_t over the source's scale, at the path's beginning. */
    private static ToDoubleFunction<double[]> begun(GaussianPath path) {
        AffineMarginal marginal = AffineMarginal.of(
                path,
                GaussianMixture.of(Gaussian.standard(2)),
                GaussianMixture.example(),
                path.domain().from());
        double scale = path.oneSided() ? path.s(path.domain().from()) : 1;
        return x0 -> marginal.logDensity(new double[] {scale * x0[0], scale * x0[1]}) + 2 * Math.log(scale);
    }

    private static double[] density(
            LikelihoodSubject subject, ToDoubleFunction<double[]> source, Divergence divergence, float... states) {
        return FlowLab.open()
                .logDensity(
                        subject.velocity(),
                        subject.path(),
                        new Start(source),
                        new Classic(subject.steps()),
                        divergence,
                        new Points(states, states.length / 2, 2));
    }

    private record Classic(int steps) implements RungeKuttaSolver {
        @Override
        public ButcherTableau tableau() {
            return new ButcherTableau(
                    4,
                    List.of(0.0, 0.5, 0.5, 1.0),
                    List.of(List.of(), List.of(0.5), List.of(0.0, 0.5), List.of(0.0, 0.0, 1.0)),
                    List.of(1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6),
                    null,
                    0,
                    false);
        }

        @Override
        public Stepping stepping() {
            return new Stepping.Fixed(steps);
        }
    }

    /** A density to begin with; nothing is drawn. */
    private record Start(ToDoubleFunction<double[]> density) implements SourceDistribution {
        @Override
        public void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into) {
            throw new UnsupportedOperationException("a likelihood draws nothing from the source");
        }

        @Override
        public Optional<double[]> logDensity(Points rows) {
            double[] densities = new double[rows.count()];
            for (int row = 0; row < densities.length; row++) {
                double[] x = new double[rows.dimension()];
                for (int k = 0; k < x.length; k++) {
                    x[k] = rows.at(row, k);
                }
                densities[row] = density.applyAsDouble(x);
            }
            return Optional.of(densities);
        }
    }
}
