package dev.rheo.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.ObjectiveTraits;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * The exact field of a mixture of isotropic Gaussians on a one-sided path, whatever the network was trained to: solvers are
 * then measured without a network's error.
 */
@RheoComponent(
        name = "benchmark-exact-mixture",
        summary = "The exact marginal field of a Gaussian mixture.",
        formula = "E[x1 | x] = Σ r_k (μ_k + a σ² (x − a μ_k) / C), C = a² σ² + s²",
        source = "Sum of Gaussians, by Bayes' rule")
public final class ExactMixture implements RegressionObjective {
    /** Equally likely modes of one width. */
    public record Config(
            @Option("Coordinates of the modes, one mode after the other.") List<Double> means,

            @Option(value = "Standard deviation of every mode.", min = 0, above = true) double std)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return ObjectiveTraits.regression()
                    .requires(TraitNames.PATH_SCORE, "the field is read from the exact score");
        }
    }

    private final Config config;
    private final GaussianPath path;

    @Inject
    public ExactMixture(Config config, ProbabilityPath path) {
        this.config = config;
        this.path = (GaussianPath) path;
    }

    @Override
    public ProbabilityPath path() {
        return path;
    }

    @Override
    public Prediction prediction() {
        return Prediction.VELOCITY;
    }

    @Override
    public Dynamics dynamics(TrainedModel model) {
        return new Exact(model.head("out"));
    }

    private final class Exact implements Dynamics {
        private final Field network;

        Exact(Field network) {
            this.network = network;
        }

        /** The network is asked and not listened to, so that its calls are counted as those of any model. */
        private Field counted(Field exact) {
            return (x, t) -> {
                network.at(x, t).close();
                return exact.at(x, t);
            };
        }

        @Override
        public Optional<GaussianPath> path() {
            return Optional.of(path);
        }

        /** By the datum near the source and by the score near the data, where each is regular. */
        @Override
        public Field velocity() {
            return counted((x, t) -> {
                double a = path.a(t);
                double s = path.s(t);
                double d = path.wronskian(t);
                if (a > s) {
                    return x.mul(path.da(t) / a).addi(score(x, t).muli(s * d / a));
                }
                return x.mul(path.ds(t) / s).addi(datum(x, t).muli(d / s));
            });
        }

        @Override
        public Optional<Field> score() {
            return Optional.of(counted(this::score));
        }

        @Override
        public Optional<Field> denoised() {
            return Optional.of(counted(this::datum));
        }

        private NDArray score(NDArray x, double t) {
            return mean(x, t).muli(path.a(t)).subi(x).divi(variance(t));
        }

        private NDArray datum(NDArray x, double t) {
            double share = path.a(t) * config.std() * config.std() / variance(t);
            return x.mul(share).addi(mean(x, t).muli(1 - path.a(t) * share));
        }

        /** Σ r_k μ_k, the modes weighted as x makes them likely. */
        private NDArray mean(NDArray x, double t) {
            int d = (int) x.getShape().get(1);
            int modes = config.means().size() / d;
            float[] means = new float[modes * d];
            for (int i = 0; i < means.length; i++) {
                means[i] = config.means().get(i).floatValue();
            }
            NDArray mu = x.getManager().create(means, new Shape(modes, d));
            NDArray gap = x.expandDims(1).sub(mu.mul(path.a(t)));
            NDArray weight = gap.square().sum(new int[] {2}).muli(-0.5 / variance(t)).softmax(1);
            return weight.matMul(mu);
        }

        private double variance(double t) {
            double a = path.a(t);
            double s = path.s(t);
            return a * a * config.std() * config.std() + s * s;
        }
    }
}
