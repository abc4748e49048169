package dev.rheo.api.objective;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathBatch;
import dev.rheo.api.path.Preconditioning;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Regression of one prediction on a path: mean over batch and dimensions of w · |out − target|², with inputs
 * {@code xt}, {@code t}, {@code target}, and {@code weight} and {@code labels} where there are any (reduction MEAN of
 * the reference; no gradient flows through targets).
 *
 * <p>The target of the score is −ε/s, which is not finite where s = 0: such rows get the target 0, and an objective that
 * weighs the score by s² (see {@link #weight}) leaves them out.
 *
 * <p>Where the network is wrapped (see {@link #preconditioning}), {@code xt}, {@code t} and {@code target} are what the
 * network sees and is to return: in x_t, time(t) and (target − skip x_t)/out. The loss is then that of the wrapped prediction
 * with the factor w/out².
 */
public interface RegressionObjective extends Objective {
    ProbabilityPath path();

    /** What the network estimates. */
    Prediction prediction();

    /** How the network is wrapped to estimate the prediction; only on a Gaussian path without noise of its own. */
    default Preconditioning preconditioning() {
        return Preconditioning.NONE;
    }

    /** Whether {@link #weight} is anything but 1. */
    default boolean weighted() {
        return false;
    }

    /** The factor w(t) on the loss, the square of the error of what the network returns. */
    default double weight(double t) {
        return 1;
    }

    @Override
    default List<InputSpec> inputs(TrainingSpec spec) {
        NetworkSpec network = spec.network();
        Shape sample = network.sample().batched();
        List<InputSpec> inputs = new ArrayList<>();
        inputs.add(InputSpec.floats("xt", sample));
        inputs.add(InputSpec.floats("t", Shape.batch()));
        inputs.add(InputSpec.floats("target", sample));
        if (spec.weighted() || weighted()) {
            inputs.add(InputSpec.floats("weight", Shape.batch()));
        }
        if (network.labels() instanceof Labels.Classes) {
            inputs.add(InputSpec.integers("labels", Shape.batch()));
        }
        return List.copyOf(inputs);
    }

    @Override
    default void fill(TrainingPairs pairs, MinibatchWriter out) {
        int n = pairs.data().count();
        int d = pairs.data().dimension();
        Points noise = null;
        if (path().noisy()) {
            float[] values = new float[n * d];
            pairs.draws().gaussians(0, n, d, values, 0);
            noise = new Points(values, n, d);
        }
        float[] xt = new float[n * d];
        float[] velocity = new float[n * d];
        path().sample(new PathBatch(pairs.source(), pairs.data(), noise, pairs.t()), xt, velocity);
        Legs legs = pairs.legs();
        if (legs != null) {
            slowDown(velocity, legs, d);
        }
        float[] target = target(pairs, velocity);
        Preconditioning wrapping = preconditioning();
        float[] times = new float[n];
        for (int i = 0; i < n; i++) {
            double t = pairs.t()[i];
            times[i] = (float) wrapping.time(legs == null ? t : legs.flowTime(i, t));
            double in = wrapping.in(t);
            for (int k = i * d; in != 1 && k < (i + 1) * d; k++) {
                xt[k] = (float) (in * xt[k]);
            }
        }
        out.floats("xt", xt);
        out.floats("t", times);
        out.floats("target", target);
        if (pairs.weights() != null || weighted()) {
            out.floats("weight", weights(pairs));
        }
        int[] labels = pairs.labels();
        if (labels != null) {
            out.integers("labels", labels);
        }
    }

    /** From path time to flow time. */
    private static void slowDown(float[] velocity, Legs legs, int d) {
        for (int i = 0; i < velocity.length; i++) {
            velocity[i] /= (float) legs.length(i / d);
        }
    }

    private float[] target(TrainingPairs pairs, float[] velocity) {
        if (preconditioning() != Preconditioning.NONE) {
            return combined(pairs);
        }
        return switch (prediction()) {
            case VELOCITY -> velocity;
            case DATA -> pairs.data().values();
            case NOISE, SOURCE -> pairs.source().values();
            case SCORE, V -> combined(pairs);
        };
    }

    /** p x1 + q z with the two numbers of a prediction, each less its share of the state where the network is wrapped. */
    private float[] combined(TrainingPairs pairs) {
        if (!(path() instanceof GaussianPath path)) {
            throw new IllegalStateException("only a Gaussian path has noise to predict " + prediction() + " from");
        }
        Preconditioning wrapping = preconditioning();
        int d = pairs.data().dimension();
        float[] data = pairs.data().values();
        float[] noise = pairs.source().values();
        float[] target = new float[noise.length];
        for (int i = 0; i < pairs.t().length; i++) {
            double t = pairs.t()[i];
            double skip = wrapping.skip(t);
            double ofData = (ofData(path, t) - skip * path.a(t)) / wrapping.out(t);
            double ofNoise = (ofNoise(path, t) - skip * path.n(t)) / wrapping.out(t);
            for (int k = i * d; k < (i + 1) * d; k++) {
                target[k] = (float) (ofNoise * noise[k] + ofData * data[k]);
            }
        }
        return target;
    }

    private double ofData(GaussianPath path, double t) {
        return switch (prediction()) {
            case VELOCITY -> path.da(t);
            case DATA -> 1;
            case NOISE, SOURCE, SCORE -> 0;
            case V -> -path.s(t);
        };
    }

    private double ofNoise(GaussianPath path, double t) {
        return switch (prediction()) {
            case VELOCITY -> path.dn(t);
            case DATA -> 0;
            case NOISE, SOURCE -> 1;
            case SCORE -> path.s(t) > 0 ? -1 / path.s(t) : 0;
            case V -> path.a(t);
        };
    }

    private float[] weights(TrainingPairs pairs) {
        double[] given = pairs.weights();
        float[] weights = new float[pairs.t().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) ((given == null ? 1 : given[i]) * weight(pairs.t()[i]));
        }
        return weights;
    }

    @Override
    default Value loss(TrainingSpec spec, ProgramBuilder program) {
        boolean labelled = spec.network().labels() instanceof Labels.Classes;
        Value labels = labelled ? program.input("labels") : null;
        Value out =
                program.network(program.input("xt"), program.input("t"), labels).get(0);
        Value error = program.square(program.sub(out, program.input("target")));
        if (spec.weighted() || weighted()) {
            Value weight = program.input("weight");
            for (int axis = 1; axis < error.shape().rank(); axis++) {
                weight = program.unsqueeze(weight, axis);
            }
            error = program.mul(error, weight);
        }
        int[] axes = IntStream.range(1, error.shape().rank()).toArray();
        program.rowLosses(axes.length == 0 ? error : program.mean(error, axes));
        return program.mean(error);
    }

    @Override
    default Dynamics dynamics(TrainedModel model) {
        return Dynamics.reading(path(), prediction(), preconditioning(), model.head("out"));
    }
}
