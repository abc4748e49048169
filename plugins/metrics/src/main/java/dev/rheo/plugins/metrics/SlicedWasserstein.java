package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Sliced W2: √(E_θ W2²(⟨θ, x⟩, ⟨θ, y⟩)) over directions θ uniform on the sphere, each one-dimensional distance by
 * sorting. Between N(0, s1² I) and N(m, s2² I) it is √(|m|²/d + (s1 − s2)²).
 */
@RheoComponent(
        name = "sliced-wasserstein",
        summary = "Sliced 2-Wasserstein distance to real data.",
        formula = "√(E_θ W₂²(⟨θ, x⟩, ⟨θ, y⟩))",
        source = "Bonneel et al. 2015, J. Math. Imaging Vis. 51")
public final class SlicedWasserstein implements Metric {
    /** What {@code sliced-wasserstein} may be told. */
    public record Config(
            @Option(value = "Number of directions.", defaultsTo = "512", min = 1, max = 100000)
            int projections,

            @Option(value = "Most samples to compare.", defaultsTo = "10000", min = 2)
            int samples,

            @Option(
                    value =
                            "Whether samples are compared together with the labels and conditions that they were asked for,"
                                    + " so that it counts whether they go with them.",
                    defaultsTo = "false")
            boolean joint)
            implements ComponentConfig {
        /** Of the samples alone. */
        Config(int projections, int samples) {
            this(projections, samples, false);
        }

        @Override
        public Traits traits() {
            return joint
                    ? Traits.NONE.requires(
                            TraitNames.DATA_CONDITIONED,
                            "there is nothing beside the samples without labels or conditions")
                    : Traits.NONE;
        }
    }

    private final Config config;

    @Inject
    public SlicedWasserstein(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Draws draws = evaluation.draws("sliced-wasserstein");
        if (config.joint()) {
            return Comparison.of(evaluation, config.samples(), Joint.of(evaluation.training())::beside)
                    .measure(
                            "joint-sliced-wasserstein",
                            (x, y) -> distance(x, y, draws),
                            Map.of("projections", (double) config.projections()),
                            "sliced 2-Wasserstein distance between samples and real data, each with labels and conditions"
                                    + " beside it");
        }
        return Comparison.of(evaluation, config.samples())
                .measure(
                        "sliced-wasserstein",
                        (x, y) -> distance(x, y, draws),
                        Map.of("projections", (double) config.projections()),
                        "sliced 2-Wasserstein distance between samples and real data, in the data's units");
    }

    private double distance(Points x, Points y, Draws draws) {
        double[] theta = new double[x.dimension()];
        double sum = 0;
        for (int projection = 0; projection < config.projections(); projection++) {
            direction(draws, projection, theta);
            double[] left = project(x, theta);
            double[] right = project(y, theta);
            for (int i = 0; i < left.length; i++) {
                double difference = left[i] - right[i];
                sum += difference * difference / left.length;
            }
        }
        return Math.sqrt(sum / config.projections());
    }

    private static void direction(Draws draws, int projection, double[] theta) {
        double norm = 0;
        for (int k = 0; k < theta.length; k++) {
            theta[k] = draws.gaussian(projection, k);
            norm += theta[k] * theta[k];
        }
        for (int k = 0; k < theta.length; k++) {
            theta[k] /= Math.sqrt(norm);
        }
    }

    private static double[] project(Points points, double[] theta) {
        double[] projected = new double[points.count()];
        for (int i = 0; i < projected.length; i++) {
            double sum = 0;
            for (int k = 0; k < theta.length; k++) {
                sum += theta[k] * points.at(i, k);
            }
            projected[i] = sum;
        }
        Arrays.sort(projected);
        return projected;
    }
}
