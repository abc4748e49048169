package dev.rheo.testkit.latent;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers for parameters and inputs of an autoencoder's graphs. */
final class Numbers {
    static final RandomStreams STREAMS = new RandomStreams(20260801);

    private Numbers() {}

    /** Gaussian numbers, for matrices small enough that layers keep the size of what they get. */
    static Map<String, double[]> parameters(Graph graph) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            Shape shape = parameter.shape();
            double std = shape.rank() < 2 ? 0.25 : Math.sqrt((double) shape.at(0) / shape.size());
            values.put(parameter.name(), gaussian("parameter:" + parameter.name(), shape.size(), std));
        }
        return values;
    }

    /** Gaussian numbers for every input, times {@code scale}. */
    static Map<String, double[]> inputs(Graph graph, int batch, double scale) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (Value input : graph.inputs()) {
            values.put(
                    graph.name(input),
                    gaussian("input:" + graph.name(input), input.shape().size(batch), scale));
        }
        return values;
    }

    static double[] gaussian(String purpose, long count, double std) {
        Draws draws = STREAMS.at(purpose, 0);
        double[] numbers = new double[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = std * draws.gaussian(i, 0);
        }
        return numbers;
    }

    /** The graph's first output. */
    static double[] run(Graph graph, Map<String, double[]> parameters, double[] x, int batch) {
        Map<String, double[]> values = new LinkedHashMap<>(parameters);
        values.putAll(inputs(graph, batch, 1));
        values.put("x", x);
        try (Specimen specimen = Lab.open().compile(graph, Lab.Precision.FLOAT64)) {
            return specimen.run(values, batch).get(0);
        }
    }

    static Map<String, double[]> doubles(Map<String, float[]> named) {
        Map<String, double[]> values = new LinkedHashMap<>();
        named.forEach((name, numbers) -> {
            double[] wide = new double[numbers.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = numbers[i];
            }
            values.put(name, wide);
        });
        return values;
    }

    static double[] doubles(Points points) {
        double[] wide = new double[points.values().length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = points.values()[i];
        }
        return wide;
    }

    /** Rows mean + a random combination of {@code dimension} directions, of different lengths. */
    static Points affine(int count, int features, int dimension) {
        double[] mean = gaussian("mean", features, 1);
        double[] directions = gaussian("directions", (long) dimension * features, 1);
        double[] coordinates = gaussian("coordinates", (long) count * dimension, 1);
        float[] rows = new float[count * features];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < features; j++) {
                double sum = mean[j];
                for (int k = 0; k < dimension; k++) {
                    sum += coordinates[i * dimension + k] * directions[k * features + j] / (1 + k);
                }
                rows[i * features + j] = (float) sum;
            }
        }
        return new Points(rows, count, features);
    }

    static List<String> text(Graph graph) {
        return graph.nodes().stream().map(Object::toString).toList();
    }
}
