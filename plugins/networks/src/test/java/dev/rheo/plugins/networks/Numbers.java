package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A network of one row in float64, with numbers for its parameters. */
final class Numbers implements AutoCloseable {
    private static final RandomStreams STREAMS = new RandomStreams(7);

    private final Graph graph;
    private final Specimen specimen;
    private final Map<String, double[]> values = new LinkedHashMap<>();

    /** As training would begin, but that {@code changed} may have other numbers for a parameter. */
    Numbers(NetworkArchitecture architecture, NetworkSpec spec, UnaryOperator<Map<String, double[]>> changed) {
        this.graph = NetworkBuilder.graphOf(architecture, spec);
        this.specimen = Lab.open().compile(graph, Lab.Precision.FLOAT64);
        Map<String, double[]> first = new LinkedHashMap<>();
        graph.parameters().forEach(parameter -> first.put(parameter.name(), initial(parameter)));
        values.putAll(changed.apply(first));
        values.put("t", new double[] {0.3});
    }

    /** Every parameter a bit away from where training would begin. */
    static Numbers moved(NetworkArchitecture architecture, NetworkSpec spec) {
        return new Numbers(architecture, spec, first -> {
            first.forEach((name, numbers) -> add(numbers, gaussian("moved:" + name, numbers.length), 0.3));
            return first;
        });
    }

    private static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static double[] initial(Parameter parameter) {
        int size = (int) parameter.shape().size();
        Init init = parameter.init();
        Draws draws = STREAMS.at("init:" + parameter.name(), 0);
        return IntStream.range(0, size)
                .mapToDouble(i -> init instanceof Init.Constant constant
                        ? constant.value()
                        : init instanceof Init.Normal normal
                                ? normal.std() * draws.gaussian(i, 0)
                                : ((Init.Uniform) init).bound() * (2 * draws.uniform(i, 0) - 1))
                .toArray();
    }

    static double[] gaussian(String purpose, int size) {
        Draws draws = STREAMS.at(purpose, 0);
        return IntStream.range(0, size).mapToDouble(i -> draws.gaussian(i, 0)).toArray();
    }

    /** The first head at x, t = 0.3 and label 0. */
    double[] at(double... x) {
        return at(x, 0);
    }

    /** The first head at x, t = 0.3 and a label. */
    double[] at(double[] x, int label) {
        Map<String, double[]> all = new LinkedHashMap<>(values);
        all.put("x", x);
        all.put("labels", new double[] {label});
        all.keySet().removeIf(name -> !known(name));
        return specimen.run(all, 1).get(0);
    }

    private boolean known(String name) {
        return graph.parameters().stream().anyMatch(p -> p.name().equals(name))
                || graph.inputs().stream().anyMatch(input -> graph.name(input).equals(name));
    }

    static boolean hasParameter(Graph graph, String beginning) {
        return graph.parameters().stream().anyMatch(p -> p.name().startsWith(beginning));
    }

    /** Rows of {@code width} numbers in another order. */
    static double[] reordered(double[] rows, int width, int... order) {
        return Arrays.stream(order)
                .mapToObj(row -> Arrays.copyOfRange(rows, row * width, (row + 1) * width))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @Override
    public void close() {
        specimen.close();
    }
}
