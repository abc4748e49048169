package dev.rheo.plugins.objectives;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Pairs of independent Gaussians, and programs on them. */
final class Batches {
    private static final RandomStreams RANDOM = new RandomStreams(11);

    private Batches() {}

    /** Rows of N(mean, variance) in every coordinate. */
    static Points normals(String purpose, int n, int d, double mean, double variance) {
        float[] values = new float[n * d];
        RANDOM.at(purpose, 0).gaussians(0, n, d, values, 0);
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (mean + Math.sqrt(variance) * values[k]);
        }
        return new Points(values, n, d);
    }

    static TrainingPairs pairs(Points source, Points data, double[] t) {
        return new TrainingPairs(source, data, null, t, null, RANDOM.at("noise", 0));
    }

    /** What the objective writes for these pairs. */
    static Map<String, double[]> written(Objective objective, TrainingPairs pairs) {
        Map<String, double[]> inputs = new HashMap<>();
        objective.fill(pairs, new MinibatchWriter() {
            @Override
            public void floats(String input, float[] values) {
                double[] copy = new double[values.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = values[i];
                }
                inputs.put(input, copy);
            }

            @Override
            public void integers(String input, int[] values) {
                throw new AssertionError("no labels were given");
            }
        });
        return inputs;
    }

    static Graph loss(Objective objective, TrainingSpec spec) {
        ProgramBuilder program =
                new ProgramBuilder(objective.inputs(spec), spec.network().headShapes());
        return program.build(objective.loss(spec, program));
    }

    /** The losses of rows of {@code pairs} with this network and these parameters, in float64. */
    static double[] rowLosses(
            Objective objective,
            NetworkSpec network,
            Graph definition,
            Map<String, double[]> parameters,
            TrainingPairs pairs) {
        TrainingSpec spec = new TrainingSpec(network, false);
        ProgramBuilder program = new ProgramBuilder(objective.inputs(spec), network.headShapes());
        Value loss = objective.loss(spec, program);
        Graph rows = program.build(loss, program.rowLosses().orElseThrow());
        Map<String, double[]> values = new HashMap<>(parameters);
        values.putAll(written(objective, pairs));
        try (Specimen specimen = Lab.open().compile(definition, rows, Lab.Precision.FLOAT64)) {
            return specimen.run(values, pairs.t().length).get(1);
        }
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Of the mean. */
    static double standardError(double[] values) {
        double mean = mean(values);
        double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(sum) / values.length;
    }
}
