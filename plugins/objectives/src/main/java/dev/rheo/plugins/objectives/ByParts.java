package dev.rheo.plugins.objectives;

import dev.rheo.api.component.Option;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Score matching after integration by parts: λ(t) (½ |s_θ|² + tr ∂s_θ/∂x) along a path needs states and no targets. With
 * s_θ = k out this is λk² · ½ |out|² + λk · tr ∂out/∂x, and those two factors are inputs, finite where s = 0.
 */
abstract class ByParts implements Objective {
    /** The parametrisation of the score. */
    public enum Predict {
        NOISE,
        SCORE
    }

    /** λ(t). */
    public enum Lambda {
        SIGMA_SQUARED,
        LIKELIHOOD,
        UNIFORM
    }

    /** What a probe v with E v vᵀ = I is drawn from. */
    public enum Probe {
        RADEMACHER,
        GAUSSIAN
    }

    /** The options that these objectives share. */
    record Form(
            @Option(
                    value = "What the network returns: the noise, so that the score is −out/s; or the score itself.",
                    defaultsTo = "noise",
                    source = "Song et al. 2021, code (scale_by_sigma)")
            Predict predict,

            @Option(
                    value = "λ on the error of the score. sigma-squared: s²; likelihood: g²; uniform: 1.",
                    defaultsTo = "sigma-squared",
                    source = "Song et al. 2021, eq. 7; Song et al. 2021b, theorem 1")
            Lambda weighting) {
        Traits traits() {
            return NoisePaths.score()
                    .requires(
                            TraitNames.NETWORK_SMOOTH,
                            "the loss contains the network's derivative, whose own derivative has to exist");
        }
    }

    private final Form form;
    private final GaussianPath path;
    private final Probe probe;
    private final int probes;

    /** @param probes drawn for each row, 0 for none */
    ByParts(Form form, ProbabilityPath path, Probe probe, int probes) {
        this.form = form;
        this.path = NoisePaths.of(path);
        this.probe = probe;
        this.probes = probes;
    }

    @Override
    public final List<InputSpec> inputs(TrainingSpec spec) {
        List<InputSpec> inputs = PlacedPairs.inputs(spec);
        inputs.add(InputSpec.floats("ofSquare", Shape.batch()));
        inputs.add(InputSpec.floats("ofTrace", Shape.batch()));
        for (int i = 0; i < probes; i++) {
            inputs.add(InputSpec.floats("probe" + i, spec.network().sample().batched()));
        }
        return List.copyOf(inputs);
    }

    @Override
    public final void fill(TrainingPairs pairs, MinibatchWriter out) {
        PlacedPairs.fill(path, pairs, out);
        out.floats("ofSquare", factors(pairs, 2));
        out.floats("ofTrace", factors(pairs, 1));
        for (int i = 0; i < probes; i++) {
            out.floats("probe" + i, probe(pairs, i));
        }
    }

    private float[] factors(TrainingPairs pairs, int power) {
        float[] factors = new float[pairs.t().length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) factor(pairs.t()[i], power);
        }
        return factors;
    }

    /** λ kᵖ, of k = −1/s for the noise and 1 for the score. */
    private double factor(double t, int power) {
        double inside = form.weighting == Lambda.SIGMA_SQUARED ? t : Weighting.inside(path, prediction(), t);
        if (form.predict == Predict.SCORE) {
            return lambda(inside, 0);
        }
        return power == 2 ? lambda(inside, 2) : -lambda(inside, 1);
    }

    /** λ/sᵖ, multiplied out where λ is a power of s. */
    private double lambda(double t, int power) {
        double s = path.s(t);
        return switch (form.weighting) {
            case SIGMA_SQUARED -> Math.pow(s, 2 - power);
            case LIKELIHOOD -> path.diffusion(t) / Math.pow(s, power);
            case UNIFORM -> Math.pow(s, -power);
        };
    }

    private float[] probe(TrainingPairs pairs, int index) {
        int n = pairs.data().count();
        int d = pairs.data().dimension();
        float[] values = new float[n * d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                double z = pairs.draws().gaussian(i, index * d + k);
                values[i * d + k] = (float) (probe == Probe.GAUSSIAN ? z : Math.signum(z));
            }
        }
        return values;
    }

    /** What both parts are made of: the state and the network's answer to it. */
    record Parts(ProgramBuilder program, Value xt, Value out) {
        /** Σ over everything but the rows. */
        Value sum(Value x) {
            int[] axes = IntStream.range(1, x.shape().rank()).toArray();
            return program.sum(x, axes);
        }

        /** vᵀ (∂out/∂x) v of each row. */
        Value along(Value v) {
            Value slope = program.gradient(sum(program.mul(v, out)), xt);
            return sum(program.mul(slope, v));
        }
    }

    /** |out|², or what has that expectation, of each row. */
    abstract Value square(Parts parts);

    /** tr ∂out/∂x, or what has that expectation, of each row. */
    abstract Value trace(Parts parts);

    /** The mean of {@code term} over the probes. */
    final Value averaged(Parts parts, UnaryOperator<Value> term) {
        Value sum = term.apply(parts.program().input("probe0"));
        for (int i = 1; i < probes; i++) {
            sum = parts.program().add(sum, term.apply(parts.program().input("probe" + i)));
        }
        return parts.program().div(sum, probes);
    }

    @Override
    public final Value loss(TrainingSpec spec, ProgramBuilder program) {
        Value xt = program.input("xt");
        Value out = program.network(xt, program.input("t"), PlacedPairs.labels(spec, program))
                .get(0);
        Parts parts = new Parts(program, xt, out);
        Value square = program.mul(program.mul(square(parts), 0.5), program.input("ofSquare"));
        Value trace = program.mul(trace(parts), program.input("ofTrace"));
        Value rows =
                program.div(program.add(square, trace), spec.network().sample().size());
        return PlacedPairs.mean(spec, program, rows);
    }

    private Prediction prediction() {
        return form.predict == Predict.NOISE ? Prediction.NOISE : Prediction.SCORE;
    }

    @Override
    public final Dynamics dynamics(TrainedModel model) {
        return Dynamics.reading(path, prediction(), model.head("out"));
    }
}
