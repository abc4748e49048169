package dev.rheo.plugins.objectives;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** An objective's loss on a minibatch of standard normal noise and N(0, v I) data, for networks that tests write themselves. */
final class Trial {
    private static final RandomStreams RANDOM = new RandomStreams(77);

    private final Objective objective;
    private final int dimension;
    private final int rows;
    private final Map<String, double[]> values = new LinkedHashMap<>();

    private Trial(Objective objective, int dimension, int rows) {
        this.objective = objective;
        this.dimension = dimension;
        this.rows = rows;
    }

    static Trial of(Objective objective, int dimension, double variance, double[] t) {
        Trial trial = new Trial(objective, dimension, t.length);
        objective.fill(pairs(dimension, variance, t), trial.writer());
        return trial;
    }

    static TrainingPairs pairs(int dimension, double variance, double[] t) {
        Points source = normals("source", t.length, dimension, 1);
        Points data = normals("data", t.length, dimension, Math.sqrt(variance));
        return new TrainingPairs(source, data, null, t, null, RANDOM.at("probe", 0));
    }

    private static Points normals(String purpose, int n, int d, double std) {
        float[] values = new float[n * d];
        RANDOM.at(purpose, 0).gaussians(0, n, d, values, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (std * values[i]);
        }
        return new Points(values, n, d);
    }

    private MinibatchWriter writer() {
        return new MinibatchWriter() {
            @Override
            public void floats(String input, float[] numbers) {
                double[] copy = new double[numbers.length];
                Arrays.setAll(copy, i -> numbers[i]);
                values.put(input, copy);
            }

            @Override
            public void integers(String input, int[] numbers) {
                values.put(input, Arrays.stream(numbers).asDoubleStream().toArray());
            }
        };
    }

    /** What fill() wrote. */
    double[] input(String name) {
        double[] numbers = values.get(name);
        if (numbers == null) {
            throw new AssertionError("no input " + name + " was written, but " + values.keySet());
        }
        return numbers;
    }

    NetworkSpec spec() {
        Shape sample = Shape.of(dimension);
        return NetworkSpec.of(sample).with(objective.heads(sample));
    }

    /** The loss in float64, the network having one head that is a function of state and time. */
    double loss(BiFunction<NetworkBuilder, Value, Value> network) {
        NetworkBuilder net = new NetworkBuilder(spec());
        return loss(net.build(List.of(network.apply(net, net.x()))), Map.of());
    }

    /** The loss in float64. */
    double loss(Graph network, Map<String, double[]> parameters) {
        try (Specimen loss = compile(network)) {
            return loss.run(with(parameters), rows).get(0)[0];
        }
    }

    Specimen compile(Graph network) {
        TrainingSpec spec = new TrainingSpec(spec(), false);
        ProgramBuilder program =
                new ProgramBuilder(objective.inputs(spec), spec.network().headShapes());
        return Lab.open().compile(network, program.build(objective.loss(spec, program)), Lab.Precision.FLOAT64);
    }

    Map<String, double[]> with(Map<String, double[]> parameters) {
        Map<String, double[]> all = new LinkedHashMap<>(values);
        all.putAll(parameters);
        return all;
    }

    int rows() {
        return rows;
    }

    /** A tanh network on [x, t] with every head linear in eight units. */
    Graph smallNetwork() {
        NetworkBuilder net = new NetworkBuilder(spec());
        Value h = net.tanh(net.linear("in", net.cat(1, net.x(), net.unsqueeze(net.t(), 1)), 8));
        List<Value> heads = new ArrayList<>();
        spec().heads().forEach(head -> heads.add(net.linear(head.name(), h, dimension)));
        return net.build(heads);
    }

    /** Numbers of about one half for each parameter. */
    static Map<String, double[]> parameters(Graph network) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        network.parameters().forEach(parameter -> {
            double[] some = new double[(int) parameter.shape().size()];
            Arrays.setAll(some, i -> 0.5 * RANDOM.at(parameter.name(), 1).gaussian(i, 0));
            numbers.put(parameter.name(), some);
        });
        return numbers;
    }

    /** {@code n} times the same. */
    static double[] all(int n, double t) {
        double[] times = new double[n];
        Arrays.fill(times, t);
        return times;
    }
}
