package dev.rheo.testkit.network;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One network of a spec, with numbers for its parameters and inputs. */
final class Trial {
    private static final RandomStreams STREAMS = new RandomStreams(20260202);

    private final NetworkSpec spec;
    private final Graph graph;

    Trial(NetworkSubject subject, NetworkSpec spec) {
        this.spec = spec;
        this.graph = NetworkBuilder.graphOf(subject.architecture(), spec);
    }

    Graph graph() {
        return graph;
    }

    /** As a run would begin. */
    Map<String, double[]> initialParameters() {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            double[] numbers = new double[(int) parameter.shape().size()];
            Draws draws = STREAMS.at("init:" + parameter.name(), 0);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = draw(parameter.init(), draws, i);
            }
            values.put(parameter.name(), numbers);
        }
        return values;
    }

    private static double draw(Init init, Draws draws, int i) {
        if (init instanceof Init.Uniform uniform) {
            return (2 * draws.uniform(i, 0) - 1) * uniform.bound();
        }
        if (init instanceof Init.Normal normal) {
            return draws.gaussian(i, 0) * normal.std();
        }
        if (init instanceof Init.Given given) {
            return given.values()[i];
        }
        return ((Init.Constant) init).value();
    }

    /** Some way from the beginning, where nothing is zero: initial numbers plus N(0, 1/fan-in), biases N(0, 1/16). */
    Map<String, double[]> parameters() {
        Map<String, double[]> values = initialParameters();
        for (Parameter parameter : graph.parameters()) {
            double std = parameter.shape().rank() < 2
                    ? 0.25
                    : 1 / Math.sqrt(parameter.shape().at(-1));
            double[] numbers = numbers(values, parameter.name());
            Draws draws = STREAMS.at("moved:" + parameter.name(), 0);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += std * draws.gaussian(i, 0);
            }
        }
        return values;
    }

    /** Gaussian x, times spread over (0, 1), labels in turn, the null class included. */
    Map<String, double[]> inputs(int batch) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (InputSpec input : spec.inputs()) {
            double[] numbers = new double[(int) input.shape().size(batch)];
            Draws draws = STREAMS.at("input:" + input.name(), 0);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = switch (input.name()) {
                    case "t" -> (i + 0.5) / batch;
                    case "labels" -> i % rows();
                    case "tokens" -> i % spec.tokens().rows();
                    default -> draws.gaussian(i, 0);
                };
            }
            values.put(input.name(), numbers);
        }
        return values;
    }

    /** Label values that the network takes; 1 for a network without. */
    int rows() {
        return spec.labels() instanceof Labels.Classes classes ? classes.rows() : 1;
    }

    /** One row of a batch. */
    Map<String, double[]> row(Map<String, double[]> inputs, int batch, int row) {
        Map<String, double[]> values = new LinkedHashMap<>();
        inputs.forEach((name, numbers) -> {
            int size = numbers.length / batch;
            values.put(name, Arrays.copyOfRange(numbers, row * size, (row + 1) * size));
        });
        return values;
    }

    static Map<String, double[]> join(Map<String, double[]> first, Map<String, double[]> second) {
        Map<String, double[]> all = new LinkedHashMap<>(first);
        all.putAll(second);
        return all;
    }

    /** The numbers of this name. */
    static double[] numbers(Map<String, double[]> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
