package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;
import java.util.List;

/** Σ w_k N(μ_k, Σ_k) in any dimension, with given parameters: the target of the closed-form oracles. */
@RheoComponent(
        name = "gaussian-mixture",
        summary = "A mixture of Gaussians with given means and covariances.",
        formula = "Σ w_k N(μ_k, Σ_k)")
public final class GaussianMixture extends GeneratedSet {
    /** What {@code gaussian-mixture} may be told. */
    public record Config(
            @Option(value = "The Gaussians; all means have the same length.", min = 1)
            List<Mode> modes,

            @Option(value = "Number of rows to draw.", defaultsTo = "10000", min = 1, max = 1e8)
            int samples,

            @Option(value = "Whether rows are labelled with their mode (from 0).", defaultsTo = "false")
            boolean labels,

            @Inline Preparation preparation)
            implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            for (int k = 0; k < modes.size(); k++) {
                check(modes.get(k), "modes[" + k + "]", modes.get(0).mean().size(), problems);
            }
            if (modes.stream().mapToDouble(Mode::weight).sum() <= 0) {
                problems.error("modes", "all weights are 0", "give at least one mode a positive weight");
            }
        }

        private static void check(Mode mode, String option, int dimension, Problems problems) {
            if (mode.mean().size() != dimension) {
                problems.error(
                        option + ".mean",
                        "has " + mode.mean().size() + " numbers, the first mode's mean has " + dimension,
                        "give every mode a mean of the same length");
                return;
            }
            mode.problem()
                    .ifPresent(what -> problems.error(
                            option + ".covariance",
                            what,
                            "list the rows of a symmetric positive definite " + dimension + "x" + dimension
                                    + " matrix one after the other, or give std instead"));
        }
    }

    private final double[] cumulative;
    private final double[][] means;
    private final double[][] factors;

    @Inject
    public GaussianMixture(Config config) {
        super(
                "gaussian-mixture",
                config.samples(),
                config.modes().get(0).mean().size(),
                config.labels() ? config.modes().size() : 0,
                config.preparation());
        int modes = config.modes().size();
        cumulative = new double[modes];
        means = new double[modes][];
        factors = new double[modes][];
        double total = 0;
        for (int k = 0; k < modes; k++) {
            Mode mode = config.modes().get(k);
            total += mode.weight();
            cumulative[k] = total;
            means[k] = mode.mean().stream().mapToDouble(Double::doubleValue).toArray();
            factors[k] = mode.factor();
        }
    }

    @Override
    int draw(Draws draws, long row, double[] into) {
        int d = into.length;
        double u = draws.uniform(row, 0) * cumulative[cumulative.length - 1];
        int mode = 0;
        while (u >= cumulative[mode] && mode < cumulative.length - 1) {
            mode++;
        }
        System.arraycopy(means[mode], 0, into, 0, d);
        for (int k = 0; k < d; k++) {
            double gaussian = draws.gaussian(row, 2 + k);
            for (int i = k; i < d; i++) {
                into[i] += factors[mode][i * d + k] * gaussian;
            }
        }
        return mode;
    }
}
