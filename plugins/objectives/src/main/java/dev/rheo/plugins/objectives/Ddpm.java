package dev.rheo.plugins.objectives;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Denoising diffusion: the noise under L_simple or under the weights of the variational bound, with the variance of the
 * reverse steps fixed or learned. The bound is that of continuous data, −log p ≤ d · loss + L_K in nats with the weights of
 * the bound (up to a constant where the variance is fixed).
 *
 * <p>A learned variance is a second head h, ln v = f ln β + (1 − f) ln β̃ with f = (h + 1)/2, trained on the bound times
 * {@code lambda} beside L_simple; no gradient goes from the bound to the mean then. β and β̃ are the variances of a step for
 * standard normal data and for a known datum, so any affine path of discrete time will do.
 */
@RheoComponent(
        name = "ddpm",
        summary =
                "Denoising diffusion: the noise under L_simple or the variational bound, with fixed or learned variance.",
        formula = "E |ε̂(x_k, k) − x0|², or its terms of the bound; learned: + λ L_vlb",
        source = "Ho et al. 2020, eq. 12 and 14; Nichol and Dhariwal 2021, eq. 15 and 16")
public final class Ddpm implements RegressionObjective {
    private static final String BOUND_HAS_STEPS =
            "the variational bound is a sum over the steps between the path's discrete times";

    /** The variance of the reverse steps. */
    public enum Variance {
        FIXED_SMALL,
        FIXED_LARGE,
        LEARNED
    }

    /** How the terms of the bound are weighted. */
    public enum Weights {
        SIMPLE,
        ELBO
    }

    /** Options. */
    public record Config(
            @Option(
                    value =
                            "Variance of the reverse steps, for the bound and for ancestral sampling. fixed-small: that of a"
                                    + " known datum; fixed-large: that of standard normal data, β where variance is preserved;"
                                    + " learned: between them, by a second head of the network.",
                    defaultsTo = "fixed-small",
                    source = "Ho et al. 2020, section 3.2; Nichol and Dhariwal 2021, eq. 15")
            Variance variance,

            @Option(
                    value =
                            "simple: the noise's error counts alike at all times; elbo: as in the variational bound, for"
                                    + " likelihood (noisy gradients at the last steps).",
                    defaultsTo = "simple",
                    source = "Ho et al. 2020, eq. 14 and 12")
            Weights weighting,

            @Option(
                    value =
                            "Weight of the bound, nats for each number, beside the simple loss where the variance is learned.",
                    defaultsTo = "0.001",
                    min = 0,
                    above = true,
                    source = "Nichol and Dhariwal 2021, section 3.1")
            double lambda)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            Traits traits = NoisePaths.score();
            return bounded() ? traits.requires(TraitNames.TIME_DISCRETE, BOUND_HAS_STEPS) : traits;
        }

        private boolean bounded() {
            return variance == Variance.LEARNED || weighting == Weights.ELBO;
        }
    }

    private final Config config;
    private final GaussianPath path;
    private final @Nullable AncestralSteps steps;

    @Inject
    public Ddpm(Config config, ProbabilityPath path) {
        this.config = config;
        this.path = NoisePaths.of(path);
        this.steps = config.bounded() ? AncestralSteps.of(this.path) : null;
    }

    @Override
    public ProbabilityPath path() {
        return path;
    }

    @Override
    public Prediction prediction() {
        return Prediction.NOISE;
    }

    private boolean learned() {
        return config.variance == Variance.LEARNED;
    }

    private AncestralSteps steps() {
        if (steps == null) {
            throw new IllegalStateException("the simple loss of a fixed variance has no steps");
        }
        return steps;
    }

    @Override
    public boolean weighted() {
        return !learned() && config.weighting == Weights.ELBO;
    }

    /** K shift/(2 v): the share of the noise's error in the bound. */
    @Override
    public double weight(double t) {
        if (!weighted()) {
            return 1;
        }
        AncestralSteps.Terms step = steps().at(t);
        double logVariance = config.variance == Variance.FIXED_LARGE ? step.logLarge() : step.logSmall();
        return steps().count() * step.shift() / (2 * Math.exp(logVariance));
    }

    @Override
    public List<Head> heads(Shape sample) {
        List<Head> heads = RegressionObjective.super.heads(sample);
        return learned() ? List.of(heads.get(0), new Head("variance", sample)) : heads;
    }

    @Override
    public List<InputSpec> inputs(TrainingSpec spec) {
        List<InputSpec> inputs = new ArrayList<>(RegressionObjective.super.inputs(spec));
        if (learned()) {
            for (Part part : Part.values()) {
                inputs.add(InputSpec.floats(part.input, Shape.batch()));
            }
        }
        return List.copyOf(inputs);
    }

    /** What the bound says of the step of a row. */
    private enum Part {
        SMALLEST("smallest", AncestralSteps.Terms::smallest),
        LOG_SMALL("logSmall", AncestralSteps.Terms::logSmall),
        LOG_LARGE("logLarge", AncestralSteps.Terms::logLarge),
        SHIFT("shift", AncestralSteps.Terms::shift),
        CONSTANT("constant", AncestralSteps.Terms::constant);

        private final String input;
        private final transient ToDoubleFunction<AncestralSteps.Terms> of;

        Part(String input, ToDoubleFunction<AncestralSteps.Terms> of) {
            this.input = input;
            this.of = of;
        }
    }

    @Override
    public void fill(TrainingPairs pairs, MinibatchWriter out) {
        RegressionObjective.super.fill(pairs, out);
        if (learned()) {
            for (Part part : Part.values()) {
                float[] values = new float[pairs.t().length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) part.of.applyAsDouble(steps().at(pairs.t()[i]));
                }
                out.floats(part.input, values);
            }
        }
    }

    @Override
    public Value loss(TrainingSpec spec, ProgramBuilder program) {
        if (!learned()) {
            return RegressionObjective.super.loss(spec, program);
        }
        boolean labelled = spec.network().labels() instanceof Labels.Classes;
        List<Value> heads =
                program.network(program.input("xt"), program.input("t"), labelled ? program.input("labels") : null);
        Value error = program.square(program.sub(heads.get(0), program.input("target")));
        Value each = config.weighting == Weights.ELBO
                ? bound(program, error, heads.get(1))
                : program.add(error, program.mul(bound(program, program.detach(error), heads.get(1)), config.lambda));
        if (spec.weighted()) {
            each = program.mul(each, column(program, "weight", each));
        }
        int[] axes = IntStream.range(1, each.shape().rank()).toArray();
        program.rowLosses(program.mean(each, axes));
        return program.mean(each);
    }

    /** K (½ (ln v + (smallest + shift e²)/v) + constant) for each number. */
    private Value bound(ProgramBuilder program, Value error, Value head) {
        Value small = column(program, Part.LOG_SMALL.input, head);
        Value large = column(program, Part.LOG_LARGE.input, head);
        Value share = program.mul(program.add(head, 1), 0.5);
        Value logVariance = program.add(program.mul(share, program.sub(large, small)), small);
        Value spread = program.add(
                column(program, Part.SMALLEST.input, head),
                program.mul(error, column(program, Part.SHIFT.input, head)));
        Value half =
                program.mul(program.add(logVariance, program.mul(spread, program.exp(program.neg(logVariance)))), 0.5);
        return program.mul(program.add(half, column(program, Part.CONSTANT.input, head)), steps().count());
    }

    /** An input of the rows, broadcast against {@code like}. */
    private static Value column(ProgramBuilder program, String input, Value like) {
        Value values = program.input(input);
        for (int axis = 1; axis < like.shape().rank(); axis++) {
            values = program.unsqueeze(values, axis);
        }
        return values;
    }

    @Override
    public Dynamics dynamics(TrainedModel model) {
        Dynamics reading = RegressionObjective.super.dynamics(model);
        return switch (config.variance) {
            case FIXED_SMALL -> new WithVariance(reading, (x, t) -> x.zerosLike());
            case FIXED_LARGE -> new WithVariance(reading, (x, t) -> x.onesLike());
            case LEARNED -> new WithVariance(reading, between(model.head("variance")));
        };
    }

    /** f = (h + 1)/2, cut to 0 … 1: a step never draws noise of more or less than the two variances. */
    private static Field between(Field head) {
        return (x, t) -> head.at(x, t).addi(1).muli(0.5).clip(0, 1);
    }
}
