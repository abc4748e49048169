package dev.rheo.plugins.objectives;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.PathBatch;
import dev.rheo.api.path.ProbabilityPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pairs on a path, for objectives that write their loss themselves: the inputs {@code xt} and {@code t}, and {@code weight} and
 * {@code labels} where there are any.
 *
 * @param xt states, row-major
 * @param velocity conditional velocities, row-major
 * @param noise ε of a path with noise of its own, row-major; null on others
 */
record PlacedPairs(float[] xt, float[] velocity, float @Nullable [] noise) {
    PlacedPairs(float[] xt, float[] velocity, float @Nullable [] noise) {
        this.xt = xt;
        this.velocity = velocity;
        this.noise = noise;
    }

    /** The pairs at these times; the same noise whatever the times. */
    static PlacedPairs at(ProbabilityPath path, TrainingPairs pairs, double[] t) {
        int n = pairs.data().count();
        int d = pairs.data().dimension();
        float[] noise = null;
        if (path.noisy()) {
            noise = new float[n * d];
            pairs.draws().gaussians(0, n, d, noise, 0);
        }
        float[] xt = new float[n * d];
        float[] velocity = new float[n * d];
        Points eps = noise == null ? null : new Points(noise, n, d);
        path.sample(new PathBatch(pairs.source(), pairs.data(), eps, t), xt, velocity);
        return new PlacedPairs(xt, velocity, noise);
    }

    /** The common inputs. */
    static List<InputSpec> inputs(TrainingSpec spec) {
        List<InputSpec> inputs = new ArrayList<>();
        inputs.add(InputSpec.floats("xt", spec.network().sample().batched()));
        inputs.add(InputSpec.floats("t", Shape.batch()));
        inputs.addAll(conditions(spec));
        return inputs;
    }

    /** {@code weight} and {@code labels}, where there are any. */
    static List<InputSpec> conditions(TrainingSpec spec) {
        List<InputSpec> inputs = new ArrayList<>();
        if (spec.weighted()) {
            inputs.add(InputSpec.floats("weight", Shape.batch()));
        }
        if (spec.network().labels() instanceof Labels.Classes) {
            inputs.add(InputSpec.integers("labels", Shape.batch()));
        }
        return inputs;
    }

    /** Places the pairs at their times and writes the common inputs. */
    static PlacedPairs fill(ProbabilityPath path, TrainingPairs pairs, MinibatchWriter out) {
        PlacedPairs placed = at(path, pairs, pairs.t());
        out.floats("xt", placed.xt);
        out.floats("t", floats(pairs.t()));
        writeConditions(pairs, out);
        return placed;
    }

    static void writeConditions(TrainingPairs pairs, MinibatchWriter out) {
        double[] weights = pairs.weights();
        if (weights != null) {
            out.floats("weight", floats(weights));
        }
        int[] labels = pairs.labels();
        if (labels != null) {
            out.integers("labels", labels);
        }
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The labels' input, or null for a network without labels. */
    static @Nullable Value labels(TrainingSpec spec, ProgramBuilder program) {
        return spec.network().labels() instanceof Labels.Classes ? program.input("labels") : null;
    }

    /** The mean of the rows' losses (B), each times its weight; tells them to the program. */
    static Value mean(TrainingSpec spec, ProgramBuilder program, Value losses) {
        Value weighted = spec.weighted() ? program.mul(losses, program.input("weight")) : losses;
        program.rowLosses(weighted);
        return program.mean(weighted);
    }
}
