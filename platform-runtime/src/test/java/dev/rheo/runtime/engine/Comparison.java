package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Compares the compiler's derivatives with torch.autograd's, in float64. */
final class Comparison {
    static final int BATCH = 3;
    private static final double TOLERANCE = 1e-9;

    private Comparison() {}

    /**
     * The graph and, as further outputs, the derivative of its squared output by every floating input: gradients of the
     * result are second derivatives.
     */
    static Graph withFirstDerivatives(GraphBuilder graph, Value y, List<Value> inputs) {
        List<Value> outputs = new ArrayList<>(List.of(y));
        Value square = graph.sum(graph.square(y));
        inputs.forEach(x -> outputs.add(graph.gradient(square, x)));
        return graph.build(outputs);
    }

    /** Numbers for all inputs and parameters, away from the kinks of |x| and its kin. */
    static Map<String, double[]> numbers(Graph graph, long classes, int batch) {
        SplittableRandom random = new SplittableRandom(11);
        Map<String, double[]> numbers = new HashMap<>();
        for (Value input : graph.inputs()) {
            boolean integer = input.dtype() == Dtype.INT64;
            numbers.put(graph.name(input), draw(random, input.shape(), integer ? classes : 0, batch));
        }
        for (Parameter parameter : graph.parameters()) {
            numbers.put(parameter.name(), draw(random, parameter.shape(), 0, batch));
        }
        return numbers;
    }

    /** Asserts that gradients by the named values agree. */
    static void assertEqualDerivatives(Specimen specimen, Map<String, double[]> numbers, int batch, List<String> wrt) {
        Map<String, double[]> own = specimen.gradient(Differentiation.OWN, numbers, batch, wrt);
        Map<String, double[]> torch = specimen.gradient(Differentiation.TORCH_AUTOGRAD, numbers, batch, wrt);
        for (String name : wrt) {
            assertThat(distance(own.get(name), torch.get(name)))
                    .as("derivative by %s", name)
                    .isLessThan(TOLERANCE);
        }
    }

    /** Largest difference, relative to the largest element. */
    static double distance(double[] first, double[] second) {
        assertThat(first).hasSameSizeAs(second);
        double largest = 1e-3;
        double difference = 0;
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.abs(second[i]));
            double d = Math.abs(first[i] - second[i]);
            difference = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(difference, d);
        }
        return difference / largest;
    }

    private static double[] draw(SplittableRandom random, Shape shape, long classes, int batch) {
        double[] numbers = new double[(int) shape.size(batch)];
        for (int i = 0; i < numbers.length; i++) {
            double sign = random.nextBoolean() ? 1 : -1;
            numbers[i] = classes > 0 ? random.nextLong(classes) : sign * random.nextDouble(0.1, 1.2);
        }
        return numbers;
    }
}
