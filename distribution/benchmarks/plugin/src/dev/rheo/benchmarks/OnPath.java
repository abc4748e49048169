package dev.rheo.benchmarks;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.PathBatch;
import dev.rheo.api.path.ProbabilityPath;
import java.util.List;

/** Inputs {@code xt} and {@code t}: samples of the path's marginals, without a target. */
final class OnPath {
    private OnPath() {}

    static List<InputSpec> inputs(TrainingSpec spec) {
        return List.of(
                InputSpec.floats("xt", spec.network().sample().batched()), InputSpec.floats("t", Shape.batch()));
    }

    static void fill(ProbabilityPath path, TrainingPairs pairs, MinibatchWriter out) {
        double[] t = pairs.t();
        float[] times = new float[t.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = (float) t[i];
        }
        out.floats("t", times);
        out.floats("xt", at(path, pairs, t));
    }

    /** x_t of every pair. */
    static float[] at(ProbabilityPath path, TrainingPairs pairs, double[] t) {
        int n = t.length;
        int d = pairs.data().dimension();
        Points noise = null;
        if (path.noisy()) {
            float[] values = new float[n * d];
            pairs.draws().gaussians(0, n, d, values, 0);
            noise = new Points(values, n, d);
        }
        float[] xt = new float[n * d];
        path.sample(new PathBatch(pairs.source(), pairs.data(), noise, t), xt, new float[n * d]);
        return xt;
    }
}
